package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import java.util.Map;

/** Runs scenarios, each on a stage of its own, with one broker for all. Confined to a thread. */
final class Chaos implements AutoCloseable {
  private final KafkaProcess kafka =
      KafkaProcess.start(
          Map.of(
              // With the newer protocol, nobody but the broker says when a member is missed.
              "group.consumer.session.timeout.ms",
              "3000",
              "group.consumer.heartbeat.interval.ms",
              "500"));

  /** Runs a scenario to its end, the drain included. */
  Report run(Scenario scenario, long seed, Budget budget) throws InterruptedException {
    long startedAt = System.nanoTime();
    String name = scenario.name() + "-" + seed;
    try (Stage stage = new Stage(kafka, name, scenario.setup(seed), seed)) {
      stage.open();
      int blows = scenario.strike(stage, budget);
      stage.drain();
      return Report.of(scenario, stage, blows, startedAt);
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
