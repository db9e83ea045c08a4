package dev.rbacconsumer.relations.config;

import java.net.URI;
import java.util.regex.Pattern;

/** Detects targets on this host; data sent to them never touches a network. */
public final class Hosts {
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:/+");

  private Hosts() {}

  /** Returns whether a gRPC target, or {@code host:port}, is on this host. */
  static boolean isLocalTarget(String target) {
    if (target.startsWith("unix:")) {
      return true;
    }
    String address = SCHEME.matcher(target).replaceFirst("");
    int port = address.lastIndexOf(':');
    boolean hasPort = port > address.lastIndexOf(']') && address.indexOf(':') == port;
    boolean bracketed = address.startsWith("[") && port > address.lastIndexOf(']');
    return isLocal(hasPort || bracketed ? address.substring(0, port) : address);
  }

  /**
   * Returns whether a secret may be sent to a URL: over an encrypted connection, or to this host.
   */
  public static boolean isPrivate(URI url) {
    return "https".equalsIgnoreCase(url.getScheme())
        || ("http".equalsIgnoreCase(url.getScheme())
            && url.getHost() != null
            && isLocal(url.getHost()));
  }

  private static boolean isLocal(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || host.equals("[::1]")
        || LOOPBACK.matcher(host).matches();
  }
}
