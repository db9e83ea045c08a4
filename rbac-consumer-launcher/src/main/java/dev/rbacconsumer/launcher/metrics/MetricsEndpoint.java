package dev.rbacconsumer.launcher.metrics;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where metrics can be read while the consumer runs, if anywhere. Thread-safe. */
public final class MetricsEndpoint implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MetricsEndpoint.class);

  private final Optional<Integer> port;
  private final String path;
  private final CollectorRegistry metrics = new CollectorRegistry();
  private @Nullable MetricsServer server;

  /**
   * An endpoint that is not started.
   *
   * @param port to listen on, on all addresses; 0 for any that is free, empty for none
   * @param path under which they are served; begins with a slash
   * @param registry what is served: the families of {@link
   *     dev.rbacconsumer.core.metrics.MetricFamily} in it
   */
  public MetricsEndpoint(Optional<Integer> port, String path, MetricRegistry registry) {
    this.port = port;
    this.path = path;
    metrics.register(new RegistryCollector(registry));
  }

  /**
   * Begins to serve, and logs where; does nothing if there is no port. Called once.
   *
   * @return whether all is well; if not, the log says why, and what to do
   */
  public synchronized boolean start() {
    if (port.isEmpty()) {
      return true;
    }
    try {
      server = MetricsServer.open(port.get(), path, metrics);
    } catch (IOException refused) {
      log.error(
          "Cannot serve metrics on port {}: {}; choose another one with"
              + " RBAC_KAFKA_CONSUMER_METRICS_PORT, or 0 for any that is free, or off",
          port.get(),
          refused.getMessage());
      return false;
    }
    log.info("Metrics at http://localhost:{}{}", server.port(), path);
    return true;
  }

  /** Ends at once. Harmless when not started. */
  @Override
  public synchronized void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
