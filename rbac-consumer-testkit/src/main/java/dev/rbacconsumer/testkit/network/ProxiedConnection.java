package dev.rbacconsumer.testkit.network;

import dev.rbacconsumer.testkit.network.NetworkFault.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Pair of sockets whose bytes are forwarded from one to the other, with one thread for each
 * direction. Once a byte of one direction is lost, no more bytes arrive in it, since a stream has
 * no gaps.
 */
final class ProxiedConnection {
  private static final Duration DELAY = Duration.ofMillis(200);

  private final Socket client;
  private final Socket server;
  private final FaultSwitch faults;
  private final BooleanSupplier swallowed;

  /**
   * @param swallowed whether all bytes over this connection are lost from now on
   */
  ProxiedConnection(Socket client, Socket server, FaultSwitch faults, BooleanSupplier swallowed) {
    this.client = client;
    this.server = server;
    this.faults = faults;
    this.swallowed = swallowed;
  }

  /** Forwards bytes until either end closes. */
  void start() {
    start(() -> copy(client, server, Direction.REQUESTS));
    start(() -> copy(server, client, Direction.ANSWERS));
  }

  /** Resets the connection at both ends. */
  void reset() {
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.setSoLinger(true, 0);
      } catch (SocketException closed) {
        // The other half closed it first.
      }
    }
    close();
  }

  void close() {
    closeQuietly(client);
    closeQuietly(server);
  }

  boolean isClosed() {
    return client.isClosed() && server.isClosed();
  }

  private void copy(Socket from, Socket to, Direction direction) {
    byte[] buffer = new byte[8192];
    boolean broken = false;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        NetworkFault fault = faults.awaitNotHeld();
        broken |= swallowed.getAsBoolean() || fault.loses(direction);
        if (!broken) {
          write(out, buffer, read, fault);
        }
      }
      // Over a connection that loses bytes, a closed peer is not noticed.
      if (!broken && !swallowed.getAsBoolean() && !faults.get().loses(direction)) {
        to.close();
      }
    } catch (IOException closed) {
      closeQuietly(to);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      close();
    }
  }

  private static void write(OutputStream out, byte[] bytes, int length, NetworkFault fault)
      throws IOException {
    if (fault == NetworkFault.BYTE_BY_BYTE) {
      for (int i = 0; i < length; i++) {
        out.write(bytes[i]);
      }
      return;
    }
    if (fault == NetworkFault.DELAY) {
      LockSupport.parkNanos(DELAY.toNanos());
    }
    out.write(bytes, 0, length);
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException already) {
      // This is the intended state.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
