package dev.rbacconsumer.testkit.relations;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between a client and a server of this host that can fail: passes bytes on, until told
 * to swallow them without a word, as a half-open connection does, or to reset the connections.
 * Thread-safe; closing it closes them all.
 */
public final class TcpProxy implements AutoCloseable {
  private final int target;
  private final ServerSocket listening;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile int swallowedUpTo;

  /**
   * Listens on a free port of the loopback address.
   *
   * @param target port of this host that connections are passed on to. While nobody listens there,
   *     they are closed at once
   * @throws IOException when there is no port
   */
  public TcpProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Where clients connect to, as {@code host:port}. */
  public String target() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  /** From now on, whatever comes over the connections there are, either way, is lost. */
  public void swallowConnections() {
    swallowedUpTo = accepted.get();
  }

  /**
   * What comes over the connections there are is lost, and what comes over the next ones.
   *
   * @param connections how many of the next ones, at least 0
   */
  public void swallowNext(int connections) {
    swallowedUpTo = accepted.get() + connections;
  }

  /** How many connections were ever made. */
  public int accepted() {
    return accepted.get();
  }

  /** Ends all connections there are with a reset. */
  public void resetConnections() {
    for (Socket socket : sockets) {
      try {
        socket.setSoLinger(true, 0);
      } catch (SocketException closed) {
        // Its other half was quicker.
      }
      closeQuietly(socket);
    }
    sockets.clear();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        connect(accepted.incrementAndGet(), client);
      } catch (IOException closed) {
        // By close, most likely; else the next connection may be luckier.
      }
    }
  }

  private void connect(int number, Socket client) {
    Socket server = new Socket();
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
    } catch (IOException nobodyThere) {
      closeQuietly(server);
      closeQuietly(client);
      return;
    }
    sockets.add(client);
    sockets.add(server);
    start(() -> copy(number, client, server));
    start(() -> copy(number, server, client));
  }

  private void copy(int number, Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (number > swallowedUpTo) {
          out.write(buffer, 0, read);
        }
      }
      if (number > swallowedUpTo) {
        to.close();
      }
    } catch (IOException closed) {
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException already) {
      // That is what was wanted.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    sockets.forEach(TcpProxy::closeQuietly);
  }
}
