package dev.rbacconsumer.core.health;

import dev.rbacconsumer.core.health.HealthView.Standing;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.record.PartitionId;
import java.io.IOException;
import java.util.List;

/**
 * Health probes of a platform such as Kubernetes, each with its question. The answer is documented
 * in {@code docs/health.md}.
 */
public enum Probe {
  /** Asks whether the consumer works, or could work again without a restart. */
  LIVENESS {
    @Override
    boolean isGood(HealthView view) {
      return ProbeState.of(view.health()).alive();
    }

    @Override
    List<Standing> standings(HealthView view) {
      return view.standings().stream()
          .filter(it -> it.condition().scope() == Condition.Scope.LIVENESS)
          .toList();
    }
  },
  /** Asks whether the consumer can work now. */
  READINESS {
    @Override
    boolean isGood(HealthView view) {
      return ProbeState.of(view.health()).ready();
    }

    @Override
    List<Standing> standings(HealthView view) {
      return view.standings();
    }
  },
  /** Asks whether the consumer could work at least once since its start. */
  STARTUP {
    @Override
    boolean isGood(HealthView view) {
      return view.started().condition().met();
    }

    @Override
    List<Standing> standings(HealthView view) {
      return List.of(view.started());
    }
  };

  /**
   * Returns the answer.
   *
   * @param view current health
   * @param degraded current problems, which the answer lists; they do not make it bad
   */
  public ProbeAnswer answer(HealthView view, List<Degradation> degraded) {
    boolean good = isGood(view);
    String json =
        FieldWriter.object(
            standings(view),
            (checks, fields) -> {
              fields.text("status", status(good, degraded));
              fields.objects("checks", checks, Probe::write);
              fields.objects("degraded", degraded, Probe::write);
            });
    return new ProbeAnswer(good, json + "\n");
  }

  abstract boolean isGood(HealthView view);

  abstract List<Standing> standings(HealthView view);

  private static String status(boolean good, List<Degradation> degraded) {
    if (!good) {
      return "failed";
    }
    return degraded.isEmpty() ? "ok" : "degraded";
  }

  private static void write(Standing check, FieldWriter fields) throws IOException {
    fields.text("name", check.condition().name());
    fields.flag("ok", check.condition().met());
    fields.text("reason", check.condition().reason());
    fields.instant("since", check.since());
  }

  private static void write(Degradation degradation, FieldWriter fields) throws IOException {
    fields.text("what", degradation.kind().label());
    if (degradation.partition().isPresent()) {
      PartitionId partition = degradation.partition().get();
      fields.text("topic", partition.topic());
      fields.number("partition", partition.number());
    }
    fields.text("reason", degradation.reason());
    fields.instant("since", degradation.since());
  }
}
