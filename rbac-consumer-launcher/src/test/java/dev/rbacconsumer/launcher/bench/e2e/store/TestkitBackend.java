package dev.rbacconsumer.launcher.bench.e2e.store;

import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.time.Duration;
import java.util.Collection;

/** The testkit's Relations server, with its tuples in memory. */
final class TestkitBackend implements StoreBackend {
  private final CallMeter meter;
  private RelationsServer server;

  TestkitBackend(CallMeter meter) {
    this.meter = meter;
    this.server = RelationsServer.builder().intercept(meter).start();
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void reset(StoreSpec spec, long seed) {
    int port = server.port();
    server.close();
    server = RelationsServer.builder().port(port).cost(spec.model()).intercept(meter).start();
    server.setLatency(
        Duration.ofNanos(spec.latencyMicros() * 1000),
        Duration.ofNanos(spec.jitterMicros() * 1000),
        seed);
  }

  @Override
  public Collection<String> tuples() {
    return server.tupleTexts();
  }

  @Override
  public void close() {
    server.close();
  }
}
