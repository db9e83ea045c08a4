package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import dev.rbacconsumer.testkit.network.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs scenarios, each on a stage of its own, with one broker for all, which consumers reach
 * through a network that can fail. Confined to a thread.
 */
final class Chaos implements AutoCloseable {
  private final AtomicReference<TcpProxy> network = new AtomicReference<>();
  private final KafkaProcess kafka =
      KafkaProcess.startBehind(
          this::openNetwork,
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
    try (Stage stage = new Stage(kafka, network.get(), name, scenario.setup(seed), seed)) {
      stage.open();
      int blows = scenario.strike(stage, budget);
      stage.drain();
      return Report.of(scenario, stage, blows, startedAt);
    }
  }

  @Override
  public void close() {
    kafka.close();
    try {
      network.get().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int openNetwork(int port) {
    try {
      network.set(new TcpProxy(port));
      return network.get().port();
    } catch (IOException e) {
      throw new UncheckedIOException("no port for a proxy", e);
    }
  }
}
