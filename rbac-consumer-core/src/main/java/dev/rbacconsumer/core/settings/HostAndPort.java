package dev.rbacconsumer.core.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Address of a server.
 *
 * @param host name or address, not empty; an IPv6 address without its brackets
 * @param port 1 to 65535
 */
public record HostAndPort(String host, int port) {
  private static final int MAX_PORT = 65_535;
  private static final Pattern TEXT =
      Pattern.compile("(?:([A-Za-z0-9._-]+)|\\[([0-9A-Fa-f:.]+)]):([0-9]{1,5})");

  public HostAndPort {
    if (host.isEmpty() || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "server: want a host and a port from 1 to " + MAX_PORT + ", got " + host + ":" + port);
    }
  }

  /** Parses {@code host:port} or {@code [IPv6]:port}; empty if the text is neither. */
  public static Optional<HostAndPort> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(3));
    if (port < 1 || port > MAX_PORT) {
      return Optional.empty();
    }
    String name = matcher.group(1);
    return Optional.of(new HostAndPort(name != null ? name : matcher.group(2), port));
  }

  /** Returns the form that the clients of Kafka and gRPC take. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
