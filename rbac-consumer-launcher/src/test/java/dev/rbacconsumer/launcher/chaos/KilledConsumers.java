package dev.rbacconsumer.launcher.chaos;

import java.util.Random;

/**
 * One of the consumers is killed at a random moment and replaced, sometimes all of them.
 *
 * @param consumers at least 1
 */
record KilledConsumers(int consumers) implements Scenario {
  private static final int MOST_TUPLES = 150;

  @Override
  public String name() {
    return "kill-consumers";
  }

  @Override
  public Setup setup(long seed) {
    return Setup.drawn(new Random(seed), 3, consumers, "100ms");
  }

  @Override
  public int strike(Stage stage, Budget budget) throws InterruptedException {
    long startedAt = System.nanoTime();
    int kills = 0;
    while (budget.goesOn(kills, startedAt) && !stage.isViolated()) {
      int victims = stage.random.nextInt(4) == 0 ? consumers : 1;
      stage.awaitTuples(1 + stage.random.nextInt(MOST_TUPLES));
      for (int i = 0; i < victims; i++) {
        stage.fleet.kill(stage.fleet.any(stage.random));
      }
      kills += victims;
      stage.buryTheDead();
      stage.fleet.start(victims);
      stage.fleet.awaitReading();
    }
    return kills;
  }
}
