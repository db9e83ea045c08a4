package dev.rbacconsumer.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A record keeps its count of attempts and its time when the fence is lost in between. */
class AttemptsAcrossFencesTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final ScriptedSink sink = new ScriptedSink();
  private final List<Integer> failed = new ArrayList<>();
  private final List<RecordEvent.Applied> applied = new ArrayList<>();

  @Test
  void attemptsAndTimeAreCountedOnUnderTheNextFence() {
    sink.answer(
        "ann",
        ScriptedSink.UNAVAILABLE,
        ScriptedSink.UNAVAILABLE,
        ScriptedSink.FENCE_LOST,
        ScriptedSink.UNAVAILABLE);
    DeliveryWorld world = world();

    world.source().append(P0, ScriptedSink.value("ann"));
    world.runFor(Duration.ofSeconds(20));

    assertThat(failed).containsExactly(1, 2, 3);
    assertThat(applied).hasSize(1);
    assertThat(applied.get(0).attempts()).isEqualTo(4);
    assertThat(applied.get(0).elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void theNextRecordIsNotCharged() {
    sink.answer("ann", ScriptedSink.UNAVAILABLE, ScriptedSink.FENCE_LOST);
    DeliveryWorld world = world();

    world.source().append(P0, ScriptedSink.value("ann"));
    world.source().append(P0, ScriptedSink.value("bob"));
    world.runFor(Duration.ofSeconds(20));

    assertThat(applied).extracting(RecordEvent.Applied::attempts).containsExactly(2, 1);
  }

  private DeliveryWorld world() {
    DeliveryWorld world =
        new DeliveryWorld(sink, sink, sink, DeadLetters.none(), LaneSettings.DEFAULT, 0);
    world.observe(
        new SelectiveObserver() {
          @Override
          public void onRetrying(RecordEvent.Retrying event) {
            failed.add(event.attempt());
          }

          @Override
          public void onApplied(RecordEvent.Applied event) {
            applied.add(event);
          }
        });
    world.source().assign(P0);
    world.runFor(Duration.ofSeconds(1));
    return world;
  }
}
