package dev.rbacconsumer.testkit.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of a broker, all on the loopback interface.
 *
 * @param broker where the broker listens for clients
 * @param controller what the broker itself connects to
 * @param inside what helpers connect to: the same as clients, unless the broker asks too much of
 *     those
 * @param advertised what clients are told to connect to: the same as {@code broker}, unless a proxy
 *     stands in front of it
 */
record BrokerPorts(int broker, int controller, int inside, int advertised) {
  static final String HOST = "127.0.0.1";

  // Below the range from which systems take the ports of outgoing connections: a port from that
  // range could be gone when a stopped broker wants it back.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int MAX_DRAWS = 200;

  /** Helpers connect as clients do. */
  BrokerPorts(int broker, int controller) {
    this(broker, controller, broker, broker);
  }

  /** Two ports that were free a moment ago; another process may still be faster. */
  static BrokerPorts free() {
    int port = freePort(0);
    return new BrokerPorts(port, freePort(port));
  }

  /**
   * Given ports for clients and helpers, and a free one for the controller.
   *
   * @throws IllegalStateException when one of the given ports is taken
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

  /** Three of them. */
  static BrokerPorts freeWithInside() {
    BrokerPorts two = free();
    while (true) {
      int third = freePort(two.broker);
      if (third != two.controller) {
        return new BrokerPorts(two.broker, two.controller, third, two.broker);
      }
    }
  }

  /** The same, but clients are told to connect to another port. */
  BrokerPorts advertising(int port) {
    return new BrokerPorts(broker, controller, inside, port);
  }

  /** Where helpers connect. */
  String insideServers() {
    return HOST + ":" + inside;
  }

  boolean hasInside() {
    return inside != broker;
  }

  /**
   * A given port for clients, and a free one for the controller.
   *
   * @throws IllegalStateException when somebody listens on the given port
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
