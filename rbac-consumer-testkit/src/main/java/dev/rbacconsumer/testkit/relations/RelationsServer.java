package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.TestkitDependency;
import dev.rbacconsumer.testkit.relations.protocol.ValidatingStore;
import dev.rbacconsumer.testkit.relations.server.BearerCheck;
import dev.rbacconsumer.testkit.relations.server.CallScript;
import dev.rbacconsumer.testkit.relations.server.HealthService;
import dev.rbacconsumer.testkit.relations.server.InventoryAuthorizer;
import dev.rbacconsumer.testkit.relations.server.InventoryBackend;
import dev.rbacconsumer.testkit.relations.server.InventoryHealth;
import dev.rbacconsumer.testkit.relations.server.InventoryService;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.SchemaFile;
import dev.rbacconsumer.testkit.relations.server.SeenHeaders;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.server.ServerTls;
import dev.rbacconsumer.testkit.relations.server.SpiceDbService;
import dev.rbacconsumer.testkit.relations.server.StoreCost;
import dev.rbacconsumer.testkit.relations.server.TupleService;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Relations API over gRPC, with its store in memory. It also serves the tuple service of the
 * Inventory API and the store's own interface, on the same port and over the same store. Tests can
 * stop it, start it again, slow it down, make it fail, and inspect it. Thread-safe.
 *
 * <pre>{@code
 * try (RelationsServer server = RelationsServer.builder().start()) {
 *   server.next(2, new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "try later"));
 *   // ... a client at server.target()
 *   assertThat(server.tupleTexts()).containsExactly("rbac/group:eng#t_member@rbac/principal:ann");
 * }
 * }</pre>
 */
public final class RelationsServer implements AutoCloseable {
  private static final Duration STOP_WAIT = Duration.ofSeconds(10);
  private static final int ANY_SIZE = 64 * 1024 * 1024;

  private final String host;
  private final int hiddenChanges;
  private final @Nullable ServerTls tls;
  private final BearerCheck bearer;
  private final InMemoryTupleStore store;
  private final InventoryBackend backend;
  private final boolean allowListed;
  private final SchemaFile schemaFile = new SchemaFile();
  private final CallScript desk;
  private final SeenHeaders seen = new SeenHeaders();
  private final List<ServerInterceptor> interceptors;
  private int port;
  private volatile boolean ready = true;
  private @Nullable Server server;

  RelationsServer(RelationsServerBuilder builder) {
    this.host = builder.host;
    this.port = builder.port;
    this.hiddenChanges = builder.hiddenChanges;
    this.tls = builder.tls;
    this.bearer = new BearerCheck(builder.bearerTokens);
    this.backend = builder.backend;
    this.allowListed = builder.allowListed;
    this.interceptors = List.copyOf(builder.interceptors);
    this.desk = new CallScript(builder.cost, builder.nanos);
    this.store =
        builder.store == null
            ? InMemoryTupleStore.withRandomTokens(builder.schema, builder.maxUpdates)
            : builder.store;
  }

  /**
   * Starts the set-up of a server: a free port, RBAC's schema, the limits of SpiceDB.
   *
   * @throws IllegalStateException if gRPC is missing; the message has the dependency to add
   */
  public static RelationsServerBuilder builder() {
    TestkitDependency.GRPC.require();
    return new RelationsServerBuilder();
  }

  /**
   * Starts the server again, on its previous port. Does nothing if it runs.
   *
   * @throws UncheckedIOException if the port is taken
   */
  public synchronized void start() {
    if (server != null) {
      return;
    }
    try {
      desk.open();
      schemaFile.restart();
      server = listen();
      port = server.getPort();
    } catch (IOException taken) {
      desk.close();
      throw new UncheckedIOException(taken);
    }
  }

  private Server listen() throws IOException {
    ValidatingStore storeDoor = new ValidatingStore(store, hiddenChanges);
    InventoryAuthorizer door = new InventoryAuthorizer(backend, bearer, allowListed, schemaFile);
    NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(host, port));
    if (tls != null) {
      builder.sslContext(tls.context());
    }
    interceptors.forEach(builder::intercept);
    return builder
        // The service checks sizes itself, with the messages of a Go server.
        .maxInboundMessageSize(ANY_SIZE)
        .addService(new TupleService(storeDoor, desk, bearer, schemaFile))
        .addService(new HealthService(desk, () -> ready))
        .addService(new InventoryService(storeDoor, desk, door))
        .addService(new InventoryHealth(desk, () -> ready))
        .addService(new SpiceDbService(storeDoor, desk, bearer).definition())
        .intercept(bearer)
        .intercept(seen)
        .build()
        .start();
  }

  /**
   * Asks every client to reconnect and listens again, like a server that is replaced by another:
   * calls in flight are still answered on the old connections, new calls use new connections.
   * Certificates are read again.
   *
   * @throws UncheckedIOException if the port does not become free
   */
  public synchronized void replace() {
    Server leaving = server;
    if (leaving == null) {
      return;
    }
    leaving.shutdown();
    long deadline = System.nanoTime() + STOP_WAIT.toNanos();
    while (true) {
      try {
        server = listen();
        return;
      } catch (IOException taken) {
        // The old listener is closed by its own thread.
        if (System.nanoTime() - deadline >= 0) {
          throw new UncheckedIOException(taken);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  /**
   * Closes every connection and frees the port. Tuples and locks are kept; held calls are dropped.
   */
  public synchronized void stop() {
    Server running = server;
    if (running == null) {
      return;
    }
    running.shutdownNow();
    try {
      if (!running.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the server did not stop within " + STOP_WAIT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      server = null;
      desk.close();
    }
  }

  /** Closes the server like {@link #stop}. */
  @Override
  public void close() {
    stop();
  }

  /** Waits until the server has been stopped. */
  void awaitStop() throws InterruptedException {
    Server running;
    synchronized (this) {
      running = server;
    }
    if (running != null) {
      running.awaitTermination();
    }
  }

  /** Returns the port on which the server listens, or listened before it was stopped. */
  public synchronized int port() {
    return port;
  }

  /** Returns host and port for a client. */
  public String target() {
    return host + ":" + port();
  }

  /** Returns the store, for tests that inspect it or change it directly. */
  public InMemoryTupleStore store() {
    return store;
  }

  /** Returns a copy of all tuples without the locks, sorted by the store's notation. */
  public NavigableSet<RelationTuple> tuples() {
    return store.tuples();
  }

  /** Returns the same tuples in the store's notation, {@code ns/type:id#t_relation@ns/type:id}. */
  public NavigableSet<String> tupleTexts() {
    return new TreeSet<>(tuples().stream().map(RelationTuple::toString).toList());
  }

  /**
   * Adds a listener for each write that changed a tuple. It is called in order, before the write is
   * answered.
   */
  public void onWrite(Consumer<StoreWrite> listener) {
    store.onWrite(listener);
  }

  /** Takes a lock as another consumer would: the earlier token is no longer in force. */
  public FenceToken stealLock(String lockId) {
    return store.acquireLock(lockId);
  }

  /** Removes every token of a lock. */
  public void revokeLock(String lockId) {
    store.revokeLock(lockId);
  }

  /**
   * Adds a fault for each of the next calls of any kind. A call takes a fault for its own kind
   * first.
   */
  public void next(int calls, ServerFault fault) {
    desk.script(calls, fault);
  }

  /** Adds a fault for each of the next calls of one kind. */
  public void next(Rpc rpc, int calls, ServerFault fault) {
    desk.script(rpc, calls, fault);
  }

  /** Removes the faults that no call has taken yet. */
  public void clearFaults() {
    desk.clearScript();
  }

  /**
   * Carries out the calls that {@link ServerFault.Hang} holds, and answers those of connected
   * clients.
   */
  public int release() {
    return desk.release();
  }

  /** Sets the time that every call takes in addition to its work. */
  public void setLatency(Duration latency) {
    setLatency(latency, Duration.ZERO, 0);
  }

  /**
   * Sets the time that every call takes in addition to its work, which differs from call to call.
   *
   * @param latency shortest additional time
   * @param jitter most time added to that, drawn evenly for each call
   * @param seed of the draws
   */
  public void setLatency(Duration latency, Duration jitter, long seed) {
    desk.setLatency(latency, jitter, seed);
  }

  /**
   * Sets time and conflicts of the calls that arrive from now on; turns begin with the next call.
   */
  public void setCost(StoreCost cost) {
    desk.setCost(cost);
  }

  /** Sets whether the schema is readable that the server writes on its first call after a start. */
  public void setSchemaReadable(boolean readable) {
    schemaFile.setReadable(readable);
  }

  /** Sets the answer of the readiness call, until the first positive answer since the start. */
  public void setReady(boolean ready) {
    this.ready = ready;
  }

  /** Returns the number of calls that have arrived since the server was built. */
  public int calls() {
    return desk.calls();
  }

  /** Returns the number of calls of one kind that have arrived since the server was built. */
  public int calls(Rpc rpc) {
    return desk.calls(rpc);
  }

  /**
   * Returns the values of a header, from the latest hundred calls in the order of their arrival.
   */
  public List<Optional<String>> headers(String name) {
    return seen.values(name);
  }

  /** Returns the most calls of one kind that were open at the same time. */
  public int mostInFlight(Rpc rpc) {
    return desk.mostInFlight(rpc);
  }

  /**
   * Waits until a number of calls of one kind have arrived since the server was built.
   *
   * @return whether they have
   */
  public boolean awaitCalls(Rpc rpc, int count, Duration atMost) throws InterruptedException {
    return desk.awaitCalls(rpc, count, atMost);
  }

  /**
   * Waits until clients have cancelled a number of calls since the server was built.
   *
   * @return whether they have
   */
  public boolean awaitCancelled(int count, Duration atMost) throws InterruptedException {
    return desk.awaitCancelled(count, atMost);
  }
}
