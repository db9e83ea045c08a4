package dev.rbacconsumer.testkit.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between clients and a server of this host that can fail: passes bytes on until it is
 * set to a {@link NetworkFault}, to swallow what is sent over some connections, or to reset them.
 * Thread-safe; closing it closes all connections.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final int target;
  private final ServerSocket listening;
  private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final FaultSwitch faults = new FaultSwitch();
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
    this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where clients connect to, as {@code host:port}. */
  public String target() {
    return "127.0.0.1:" + port();
  }

  /** The port where clients connect to. */
  public int port() {
    return listening.getLocalPort();
  }

  /**
   * Treats all connections, those to come included, in this way from now on. A connection that has
   * lost bytes stays silent in that direction when the fault is over, until its ends give it up.
   */
  public void fault(NetworkFault fault) {
    faults.set(fault);
  }

  /** Passes bytes on again. */
  public void heal() {
    faults.set(NetworkFault.NONE);
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
    connections.forEach(ProxiedConnection::reset);
    connections.clear();
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
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException nobodyThere) {
      ProxiedConnection.closeQuietly(server);
      ProxiedConnection.closeQuietly(client);
      return;
    }
    ProxiedConnection connection =
        new ProxiedConnection(client, server, faults, () -> number <= swallowedUpTo);
    connections.removeIf(ProxiedConnection::isClosed);
    connections.add(connection);
    connection.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    faults.close();
    connections.forEach(ProxiedConnection::close);
  }
}
