package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import java.time.Duration;
import java.util.Map;

/**
 * A consumer is killed, as one whose last commits had not arrived yet, and the mark that would tell
 * the next one what to fold is taken away. The next one applies every record again, as it stands.
 * Ends once something came back.
 */
final class ForgottenMarks implements Scenario {
  private static final int NOT_ARRIVED = 100;

  @Override
  public String name() {
    return "forget-marks";
  }

  @Override
  public Setup setup(long seed) {
    return new Setup(
        1,
        1,
        Duration.ofMillis(2),
        300,
        Map.of(
            "RBAC_KAFKA_CONSUMER_WINDOW", "500",
            "RBAC_KAFKA_CONSUMER_REPLAY", "step-by-step",
            "RBAC_KAFKA_CONSUMER_GROUP_PROTOCOL", "classic"));
  }

  @Override
  public int strike(Stage stage, Budget budget) throws InterruptedException {
    long startedAt = System.nanoTime();
    int kills = 0;
    while (budget.goesOn(kills, startedAt) && !stage.isViolated()) {
      stage.awaitTuples(100 + stage.random.nextInt(100));
      stage.fleet.kill(stage.fleet.any(stage.random));
      stage.buryTheDead();
      stage
          .kafka
          .committedOffsets(stage.group())
          .forEach(
              (partition, commit) -> stage.kafka.commit(stage.group(), partition, back(commit)));
      kills++;
      stage.fleet.start(1);
      stage.fleet.awaitReading();
      stage.awaitTuples(1);
    }
    return kills;
  }

  private static Commit back(Commit commit) {
    return Commit.of(new CommitPosition(Math.max(0, commit.position().value() - NOT_ARRIVED)));
  }
}
