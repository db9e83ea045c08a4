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

/** Passes bytes on to a port of this host, until told to swallow them without a word. */
final class TcpProxy implements AutoCloseable {
  private final int target;
  private final ServerSocket listening;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile int swallowedUpTo;

  TcpProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  String target() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  /** From now on, whatever comes over the connections there are, either way, is lost. */
  void swallowConnections() {
    swallowedUpTo = accepted.get();
  }

  /** And so is what comes over the next ones. */
  void swallowNext(int connections) {
    swallowedUpTo = accepted.get() + connections;
  }

  /** Connections that were ever made. */
  int accepted() {
    return accepted.get();
  }

  /** Ends all connections with a reset. */
  void resetConnections() {
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
    try {
      while (true) {
        Socket client = listening.accept();
        int number = accepted.incrementAndGet();
        Socket server = new Socket();
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        sockets.add(client);
        sockets.add(server);
        start(() -> copy(number, client, server));
        start(() -> copy(number, server, client));
      }
    } catch (IOException closed) {
      // The end of the test, or a target that is gone.
    }
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
