package dev.rbacconsumer.launcher.runtime;

import dev.rbacconsumer.core.runtime.HostName;
import dev.rbacconsumer.core.settings.HostAndPort;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the address of this machine in the network of its brokers. */
public final class OwnAddress {
  private static final Logger log = LoggerFactory.getLogger(OwnAddress.class);

  private OwnAddress() {}

  /**
   * Returns the IP address from which this machine would connect to the first of these servers that
   * has an address, or the name of the machine if there is none. It is the address that the brokers
   * report for a member, unless it is translated between here and there. Sends nothing to the
   * servers.
   *
   * @param servers {@code host:port}, separated by commas
   */
  public static String towards(String servers) {
    return Arrays.stream(servers.split(",", -1))
        .flatMap(server -> HostAndPort.parse(server.strip()).stream())
        .flatMap(server -> local(server).stream())
        .findFirst()
        .orElseGet(HostName::find);
  }

  private static Optional<String> local(HostAndPort server) {
    InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
    if (address.isUnresolved()) {
      return Optional.empty();
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      // Connecting a datagram socket sends no packet: it only chooses the route.
      socket.connect(address);
      InetAddress local = socket.getLocalAddress();
      return local.isAnyLocalAddress() ? Optional.empty() : Optional.of(text(local));
    } catch (SocketException unreachable) {
      log.debug("There is no route to {}", server, unreachable);
      return Optional.empty();
    }
  }

  /** Returns an address without the interface, which only this machine knows. */
  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }
}
