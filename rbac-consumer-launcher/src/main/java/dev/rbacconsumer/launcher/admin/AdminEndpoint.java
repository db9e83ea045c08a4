package dev.rbacconsumer.launcher.admin;

import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the admin port over HTTP while the consumer runs, if a port is set. Thread-safe. */
public final class AdminEndpoint implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminEndpoint.class);

  private final AdminPort port;
  private final String metricsPath;
  private final RequestGuard guard;
  private final Routes routes;
  private @Nullable AdminServer server;

  /**
   * Creates an endpoint that is not started.
   *
   * @param port port to listen on, which may have no number
   * @param metricsPath path of the metrics, for the log
   * @param guard refuses requests that a page of another site causes in a browser
   * @param routes routes to serve, including the metrics
   * @throws IllegalArgumentException if two routes have the same path
   */
  public AdminEndpoint(
      AdminPort port, String metricsPath, RequestGuard guard, Collection<? extends Route> routes) {
    this.port = port;
    this.metricsPath = metricsPath;
    this.guard = guard;
    this.routes = new Routes(routes);
  }

  /**
   * Creates an endpoint that is not started, for a port of its own.
   *
   * @param port port to listen on, on all addresses; 0 for any free port, empty for none
   */
  public AdminEndpoint(
      Optional<Integer> port,
      String metricsPath,
      RequestGuard guard,
      Collection<? extends Route> routes) {
    this(new AdminPort(port), metricsPath, guard, routes);
  }

  /**
   * Starts to serve, and logs the address; does nothing if there is no port. Called once.
   *
   * @return whether it succeeded; if not, the log has the reason and the remedy
   */
  public synchronized boolean start() {
    if (port.wanted().isEmpty()) {
      return true;
    }
    try {
      server = AdminServer.open(port, guard, routes);
    } catch (IOException refused) {
      log.error(
          "Cannot serve metrics on port {}: {}; choose another one with"
              + " RBAC_KAFKA_CONSUMER_METRICS_PORT, or 0 for any that is free, or off",
          port.wanted().get(),
          refused.getMessage());
      return false;
    }
    log.info("Metrics at http://localhost:{}{}", server.port(), metricsPath);
    return true;
  }

  /** Closes the endpoint at once. Does nothing if it was not started. */
  @Override
  public synchronized void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
