package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Two consumers; the store goes away, fails before and after the effect, and loses locks. */
final class StoreOutages implements Scenario {
  private static final int MOST_TUPLES = 150;
  private static final int LONGEST_OUTAGE_MILLIS = 1500;
  private static final List<ServerFault> FAULTS =
      List.of(
          new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "try later"),
          new ServerFault.Answer(GrpcErrorCode.RESOURCE_EXHAUSTED, "try later"),
          new ServerFault.EffectThen(GrpcErrorCode.UNAVAILABLE, "the answer was lost"),
          new ServerFault.EffectThen(GrpcErrorCode.DEADLINE_EXCEEDED, "the answer was late"),
          new ServerFault.Delay(Duration.ofMillis(200)));

  @Override
  public String name() {
    return "fail-store";
  }

  @Override
  public Setup setup(long seed) {
    return Setup.drawn(new Random(seed), 3, 2, "100ms");
  }

  @Override
  public int strike(Stage stage, Budget budget) throws InterruptedException {
    long startedAt = System.nanoTime();
    int blows = 0;
    while (budget.goesOn(blows, startedAt) && !stage.isViolated()) {
      stage.awaitTuples(1 + stage.random.nextInt(MOST_TUPLES));
      strikeOnce(stage, blows);
      blows++;
    }
    return blows;
  }

  /** One failure of the store: it goes away, fails, or loses a lock, in turn. */
  static void strikeOnce(Stage stage, int blows) {
    switch (blows % 3) {
      case 0 -> {
        stage.relations.stop();
        stage.rest(LONGEST_OUTAGE_MILLIS);
        stage.relations.start();
      }
      case 1 -> {
        int calls = 1 + stage.random.nextInt(10);
        for (int i = 0; i < calls; i++) {
          stage.relations.next(1, FAULTS.get(stage.random.nextInt(FAULTS.size())));
        }
      }
      default -> {
        int partition = stage.random.nextInt(stage.setup().partitions());
        stage.relations.stealLock(stage.group() + "/" + partition);
      }
    }
  }
}
