package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import dev.rbacconsumer.testkit.network.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A broker in a process of its own, which consumers reach through a proxy. */
final class OutageBroker implements AutoCloseable {
  final KafkaProcess kafka;
  final TcpProxy network;

  /**
   * Starts it.
   *
   * @param settings Kafka's own
   */
  OutageBroker(Map<String, String> settings) {
    AtomicReference<TcpProxy> opened = new AtomicReference<>();
    kafka =
        KafkaProcess.startBehind(
            port -> {
              opened.set(open(port));
              return opened.get().port();
            },
            settings);
    network = opened.get();
  }

  /** Starts what was killed, and heals the network. */
  void heal() {
    network.heal();
    kafka.start();
  }

  @Override
  public void close() {
    kafka.close();
    try {
      network.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static TcpProxy open(int port) {
    try {
      return new TcpProxy(port);
    } catch (IOException failed) {
      throw new UncheckedIOException("no port for a proxy", failed);
    }
  }
}
