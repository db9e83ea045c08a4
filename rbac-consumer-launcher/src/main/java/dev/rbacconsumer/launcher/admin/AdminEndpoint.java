package dev.rbacconsumer.launcher.admin;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the consumer can be asked over HTTP while it runs, if anywhere. Thread-safe. */
public final class AdminEndpoint implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminEndpoint.class);

  private final Optional<Integer> port;
  private final String metricsPath;
  private final RequestGuard guard;
  private final Routes routes;
  private @Nullable AdminServer server;

  /**
   * An endpoint that is not started.
   *
   * @param port to listen on, on all addresses; 0 for any that is free, empty for none
   * @param metricsPath where the metrics are, for the log
   * @param guard refuses what a page of another site makes a browser ask
   * @param routes what is served, the metrics among them
   * @throws IllegalArgumentException where two routes have one path
   */
  public AdminEndpoint(
      Optional<Integer> port,
      String metricsPath,
      RequestGuard guard,
      Collection<? extends Route> routes) {
    this.port = port;
    this.metricsPath = metricsPath;
    this.guard = guard;
    this.routes = new Routes(routes);
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
      server = AdminServer.open(port.get(), guard, routes);
    } catch (IOException refused) {
      log.error(
          "Cannot serve metrics on port {}: {}; choose another one with"
              + " RBAC_KAFKA_CONSUMER_METRICS_PORT, or 0 for any that is free, or off",
          port.get(),
          refused.getMessage());
      return false;
    }
    log.info("Metrics at http://localhost:{}{}", server.port(), metricsPath);
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
