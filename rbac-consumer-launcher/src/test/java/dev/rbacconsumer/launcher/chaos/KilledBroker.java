package dev.rbacconsumer.launcher.chaos;

import java.util.Random;

/** Two consumers; the broker is killed in the midst of it, and started again on what it had. */
final class KilledBroker implements Scenario {
  private static final int MOST_TUPLES = 300;
  private static final int LONGEST_OUTAGE_MILLIS = 2000;

  @Override
  public String name() {
    return "kill-broker";
  }

  @Override
  public Setup setup(long seed) {
    return Setup.drawn(new Random(seed), 3, 2, "100ms").withAhead(50);
  }

  @Override
  public int strike(Stage stage, Budget budget) throws InterruptedException {
    long startedAt = System.nanoTime();
    int kills = 0;
    while (budget.goesOn(kills, startedAt) && !stage.isViolated()) {
      stage.awaitTuples(1 + stage.random.nextInt(MOST_TUPLES));
      stage.kafka.kill();
      stage.rest(LONGEST_OUTAGE_MILLIS);
      stage.kafka.start();
      kills++;
      // More than may have been on its way when the broker went.
      stage.awaitTuples(stage.setup().partitions() * stage.setup().ahead() * 2);
    }
    return kills;
  }
}
