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
 * Simulates a failing network between clients and a server on this host: forwards bytes until it is
 * set to a {@link NetworkFault}, to swallow the bytes of some connections, or to reset them.
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
   * @param target port on this host to which connections are forwarded. While no process listens
   *     there, they are closed at once
   * @throws IOException if no port is free
   */
  public TcpProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the address for clients, as {@code host:port}. */
  public String target() {
    return "127.0.0.1:" + port();
  }

  /** Returns the port for clients. */
  public int port() {
    return listening.getLocalPort();
  }

  /**
   * Sets the fault of all present and later connections. A connection that has lost bytes stays
   * silent in that direction after the fault, until its ends close it.
   */
  public void fault(NetworkFault fault) {
    faults.set(fault);
  }

  /** Forwards bytes again. */
  public void heal() {
    faults.set(NetworkFault.NONE);
  }

  /** Loses all bytes of the present connections, in either direction, from now on. */
  public void swallowConnections() {
    swallowedUpTo = accepted.get();
  }

  /**
   * Loses the bytes of the present connections and of the next ones.
   *
   * @param connections number of next connections, at least 0
   */
  public void swallowNext(int connections) {
    swallowedUpTo = accepted.get() + connections;
  }

  /** Returns the number of connections accepted since the start. */
  public int accepted() {
    return accepted.get();
  }

  /** Resets all present connections. */
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
        // Most likely the proxy was closed; otherwise the next connection may succeed.
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
