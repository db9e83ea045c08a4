package dev.rbacconsumer.launcher.admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the actions of operators on a listener of their own, if it has a port. Thread-safe. */
public final class ActionEndpoint implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ActionEndpoint.class);

  private final Optional<Integer> port;
  private final InetAddress bind;
  private final RequestCheck guard;
  private final Routes routes;
  private @Nullable AdminServer server;

  /**
   * Creates an endpoint that is not started.
   *
   * @param port port to listen on; 0 for any free port, empty for none
   * @param bind address to listen on
   * @param guard refuses requests that do not come from an operator
   * @param routes routes to serve
   */
  public ActionEndpoint(
      Optional<Integer> port,
      InetAddress bind,
      RequestCheck guard,
      Collection<? extends Route> routes) {
    this.port = port;
    this.bind = bind;
    this.guard = guard;
    this.routes = new Routes(routes);
  }

  /** Returns an endpoint that never listens. */
  public static ActionEndpoint none() {
    return new ActionEndpoint(
        Optional.empty(),
        InetAddress.getLoopbackAddress(),
        (request, client) -> Optional.empty(),
        List.of());
  }

  /**
   * Starts to serve; does nothing if there is no port. Called once.
   *
   * @return whether it succeeded; if not, the log has the reason and the remedy
   */
  public boolean start() {
    return start(ConnectionLimits.DEFAULT);
  }

  synchronized boolean start(ConnectionLimits limits) {
    if (port.isEmpty()) {
      return true;
    }
    try {
      server = AdminServer.forActions(new AdminPort(bind, port), guard, routes, limits);
    } catch (IOException refused) {
      log.error(
          "Cannot serve actions on port {} of {}: {}; choose another one with"
              + " RBAC_KAFKA_CONSUMER_ACTIONS_PORT, or 0 for any that is free, or off",
          port.get(),
          bind.getHostAddress(),
          refused.getMessage());
      return false;
    }
    log.info("Actions of operators at {}", url().map(URI::toString).orElse(""));
    return true;
  }

  /** Returns the address of the listener; empty while it does not listen. */
  public synchronized Optional<URI> url() {
    return server == null ? Optional.empty() : Optional.of(url(server.port()));
  }

  private URI url(int number) {
    String host = bind.getHostAddress();
    return URI.create(
        "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, number));
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
