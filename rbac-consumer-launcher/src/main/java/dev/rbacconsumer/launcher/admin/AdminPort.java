package dev.rbacconsumer.launcher.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of a server. A port that the system chooses is bound as soon as its number is needed,
 * before the server starts. Thread-safe.
 */
public final class AdminPort implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminPort.class);
  private static final int BACKLOG = 128;

  private final Optional<InetAddress> address;
  private final Optional<Integer> wanted;
  private @Nullable ServerSocketChannel bound;

  /**
   * Creates a port on all addresses, which is not bound.
   *
   * @param wanted number of the port; 0 for any free port, empty for none
   */
  public AdminPort(Optional<Integer> wanted) {
    this(Optional.empty(), wanted);
  }

  /**
   * Creates a port on one address, which is not bound.
   *
   * @param wanted number of the port; 0 for any free port, empty for none
   */
  public AdminPort(InetAddress address, Optional<Integer> wanted) {
    this(Optional.of(address), wanted);
  }

  private AdminPort(Optional<InetAddress> address, Optional<Integer> wanted) {
    this.address = address;
    this.wanted = wanted;
  }

  /**
   * Returns the number of the port, never 0; empty if there is none, or if no free port can be
   * bound, which the start of the server reports.
   */
  public synchronized Optional<Integer> number() {
    if (wanted.isEmpty() || wanted.get() != 0) {
      return wanted;
    }
    try {
      return Optional.of(bind().socket().getLocalPort());
    } catch (IOException refused) {
      log.debug("No free port can be bound yet", refused);
      return Optional.empty();
    }
  }

  /**
   * Closes the port, unless a server has taken it. Such a server closes it itself, and to close it
   * twice does nothing.
   */
  @Override
  public synchronized void close() {
    ServerSocketChannel open = bound;
    if (open != null) {
      try {
        open.close();
      } catch (IOException failed) {
        throw new UncheckedIOException("cannot close port " + wanted.orElse(0), failed);
      }
    }
  }

  Optional<Integer> wanted() {
    return wanted;
  }

  /**
   * Returns the bound port; binds it if it is not.
   *
   * @throws IOException if the port is not available
   */
  synchronized ServerSocketChannel bind() throws IOException {
    ServerSocketChannel open = bound;
    if (open == null) {
      int number = wanted.orElse(0);
      open =
          bind(
              address
                  .map(it -> new InetSocketAddress(it, number))
                  .orElseGet(() -> new InetSocketAddress(number)));
      bound = open;
    }
    return open;
  }

  private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(address, BACKLOG);
      server.configureBlocking(false);
      return server;
    } catch (IOException refused) {
      server.close();
      throw refused;
    }
  }
}
