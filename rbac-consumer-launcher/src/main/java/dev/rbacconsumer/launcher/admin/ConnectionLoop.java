package dev.rbacconsumer.launcher.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes all connections of the admin port in one thread, which never waits for one of
 * them: a client that sends or reads nothing takes a place for a bounded time, and no thread. At
 * the limit of connections, the oldest one without a complete request is closed. Connections that
 * wait for a later answer have a limit of their own, which {@link AdminServer} keeps.
 */
final class ConnectionLoop implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(ConnectionLoop.class);

  /** Time between two checks of deadlines. */
  private static final int TICK_MILLIS = 200;

  /**
   * Most connections accepted at once; then the existing ones are read, so that many new clients do
   * not block them.
   */
  private static final int ACCEPTED_AT_ONCE = 16;

  private static final int BUFFER_BYTES = 8 * 1024;
  private static final List<Connection.Phase> FIRST_TO_GO =
      List.of(Connection.Phase.READING, Connection.Phase.ENDING, Connection.Phase.WRITING);

  private final ConnectionLimits limits;
  private final Handler handler;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final SelectionKey accepting;
  private final Set<Connection> connections = new LinkedHashSet<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private volatile boolean closed;

  private ConnectionLoop(
      ConnectionLimits limits, Handler handler, Selector selector, ServerSocketChannel server)
      throws IOException {
    this.limits = limits;
    this.handler = handler;
    this.selector = selector;
    this.server = server;
    this.accepting = server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Handler of requests. */
  @FunctionalInterface
  interface Handler {
    /**
     * Starts to answer a request, later and in another thread: the thread of the loop, which calls
     * this, must not wait.
     */
    void handle(HttpRequest request, Connection from);
  }

  /**
   * Creates a loop that listens, and is not running yet.
   *
   * @param port port to listen on, which the loop closes at its end
   * @throws IOException if the port is not available
   */
  static ConnectionLoop listen(AdminPort port, ConnectionLimits limits, Handler handler)
      throws IOException {
    ServerSocketChannel server = port.bind();
    Selector selector = Selector.open();
    try {
      return new ConnectionLoop(limits, handler, selector, server);
    } catch (IOException refused) {
      server.close();
      selector.close();
      throw refused;
    }
  }

  /** Returns the port on which the loop listens; never 0. */
  int port() {
    return server.socket().getLocalPort();
  }

  /** Runs until {@link #close}. Called once. */
  @Override
  public void run() {
    try {
      while (!closed) {
        boolean isIdle = connections.isEmpty() && accepting.interestOps() != 0;
        selector.select(this::handle, isIdle ? 0 : TICK_MILLIS);
        runTasks();
        long now = System.nanoTime();
        List.copyOf(connections).stream().filter(it -> it.isOverdue(now)).forEach(this::drop);
        accept(now);
      }
    } catch (IOException failed) {
      // Like any other error it ends the thread, which is logged and makes liveness fail.
      throw new UncheckedIOException("the admin port is not served any more", failed);
    } finally {
      closeAll();
    }
  }

  /** Requests the end of the loop. May be called by any thread, several times. */
  void close() {
    closed = true;
    selector.wakeup();
  }

  /**
   * Makes a connection wait for an answer that comes later. May be called by any thread, before
   * {@link #respond}.
   *
   * @param onClose called if the client or the loop closes the connection before its answer is
   *     there, perhaps twice; must not wait
   */
  void await(Connection connection, Runnable onClose) {
    submit(() -> connection.await(onClose, System.nanoTime()));
    if (closed) {
      // The loop may have ended before that.
      onClose.run();
    }
  }

  /** Sends a response. May be called by any thread, once for each request. */
  void respond(Connection to, Response response, boolean withBody) {
    ByteBuffer[] parts = ResponseBytes.of(response, withBody);
    submit(() -> respond(to, parts));
  }

  /** Closes a connection without a response. May be called by any thread. */
  void abandon(Connection connection) {
    submit(() -> drop(connection));
  }

  private void submit(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  private void handle(SelectionKey key) {
    if (!(key.attachment() instanceof Connection connection)) {
      return;
    }
    try {
      if (key.isWritable()) {
        connection.write(System.nanoTime());
      } else {
        connection.read(buffer).ifPresent(request -> handler.handle(request, connection));
      }
    } catch (HttpHead.RefusedException refused) {
      respond(connection, ResponseBytes.of(refused.response(), true));
    } catch (IOException gone) {
      drop(connection);
    } catch (RuntimeException failed) {
      log.warn("Could not read a request", failed);
      drop(connection);
    }
  }

  private void respond(Connection to, ByteBuffer[] parts) {
    try {
      to.respond(parts, System.nanoTime());
    } catch (IOException | CancelledKeyException gone) {
      drop(to);
    }
  }

  /**
   * Accepts new connections. If the process has no free file descriptors, waiting clients are
   * accepted in a later round.
   */
  private void accept(long now) {
    try {
      for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
        SocketChannel channel = server.accept();
        if (channel == null) {
          break;
        }
        open(channel, now);
      }
      accepting.interestOps(SelectionKey.OP_ACCEPT);
    } catch (IOException failed) {
      log.debug("Could not accept a connection", failed);
      accepting.interestOps(0);
    }
  }

  private void open(SocketChannel channel, long now) throws IOException {
    makeRoom();
    if (isFull()) {
      channel.close();
      return;
    }
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      Connection connection = new Connection(channel, key, limits, now);
      key.attach(connection);
      connections.add(connection);
    } catch (IOException gone) {
      channel.close();
    }
  }

  /**
   * Closes a slow connection at the limit. There is always one, since fewer requests may be in
   * progress than connections are allowed.
   */
  private void makeRoom() {
    if (isFull(false)) {
      dropSlowest(false);
    }
    if (isFull(true)) {
      dropSlowest(true);
    }
  }

  private boolean isFull() {
    return isFull(false) || isFull(true);
  }

  /**
   * Returns whether the connections of one kind are at their limit. Those whose answer came later
   * have a limit of their own until they are closed: many may be answered at the same moment.
   */
  private boolean isFull(boolean hasAwaited) {
    int most = hasAwaited ? 2 * limits.waiting() : limits.connections();
    return connections.stream().filter(it -> it.hasAwaited() == hasAwaited).count() >= most;
  }

  private void dropSlowest(boolean hasAwaited) {
    FIRST_TO_GO.stream()
        .flatMap(phase -> connections.stream().filter(it -> it.phase() == phase))
        .filter(it -> it.hasAwaited() == hasAwaited)
        .findFirst()
        .ifPresent(this::drop);
  }

  private void drop(Connection connection) {
    connections.remove(connection);
    connection.close();
  }

  private void runTasks() {
    for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
      next.run();
    }
  }

  private void closeAll() {
    runTasks();
    List.copyOf(connections).forEach(this::drop);
    try {
      server.close();
      selector.close();
    } catch (IOException failed) {
      log.debug("Could not close the admin port in order", failed);
    }
  }
}
