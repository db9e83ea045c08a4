package dev.rbacconsumer.testkit.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of a broker, all on the loopback interface.
 *
 * @param broker port on which the broker listens for clients
 * @param controller port to which the broker itself connects
 * @param inside port for helpers: the same as for clients, unless clients need a login or a
 *     certificate
 * @param advertised port that the broker advertises to clients: the same as {@code broker}, unless
 *     there is a proxy in front of it
 */
record BrokerPorts(int broker, int controller, int inside, int advertised) {
  static final String HOST = "127.0.0.1";

  // Below the range from which systems take the ports of outgoing connections: a port from that
  // range could be in use when a stopped broker starts again.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int MAX_DRAWS = 200;

  /** Creates ports with which helpers connect like clients. */
  BrokerPorts(int broker, int controller) {
    this(broker, controller, broker, broker);
  }

  /** Returns two ports that were free a moment ago; another process may still take them first. */
  static BrokerPorts free() {
    int port = freePort(0);
    return new BrokerPorts(port, freePort(port));
  }

  /**
   * Returns the given ports for clients and helpers, and a free one for the controller.
   *
   * @throws IllegalStateException if one of the given ports is taken
   */
  static BrokerPorts withBrokerOn(int port, int inside) {
    BrokerPorts two = withBrokerOn(port);
    if (inside == port) {
      return two;
    }
    if (!isFree(inside) || inside == two.controller) {
      throw new IllegalStateException(
          "port " + inside + ": want a free one, got one that is taken");
    }
    return new BrokerPorts(two.broker, two.controller, inside, two.broker);
  }

  /** Returns three free ports, one of them for helpers. */
  static BrokerPorts freeWithInside() {
    BrokerPorts two = free();
    while (true) {
      int third = freePort(two.broker);
      if (third != two.controller) {
        return new BrokerPorts(two.broker, two.controller, third, two.broker);
      }
    }
  }

  /** Returns a copy that advertises another port to clients. */
  BrokerPorts advertising(int port) {
    return new BrokerPorts(broker, controller, inside, port);
  }

  /** Returns the address for helpers. */
  String insideServers() {
    return HOST + ":" + inside;
  }

  boolean hasInside() {
    return inside != broker;
  }

  /**
   * Returns the given port for clients, and a free one for the controller.
   *
   * @throws IllegalStateException if the given port is taken
   */
  static BrokerPorts withBrokerOn(int port) {
    if (!isFree(port)) {
      throw new IllegalStateException("port " + port + ": want a free one, got one that is taken");
    }
    return new BrokerPorts(port, freePort(port));
  }

  private static int freePort(int notThis) {
    for (int draw = 0; draw < MAX_DRAWS; draw++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (port != notThis && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port among %d drawn from %d to %d".formatted(MAX_DRAWS, LOWEST, HIGHEST));
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
