package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import io.grpc.Server;
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
 * A Relations API over gRPC, with its store in memory; the tuple service of the Inventory API and
 * the store's own interface are served beside it, on the same port and over the same store. Can be
 * stopped and started again in its place, slowed down, made to fail, and looked into. Thread-safe.
 *
 * <pre>{@code
 * try (RelationsServer server = RelationsServer.builder().start()) {
 *   server.next(2, new ServerFault.Answer(StatusCode.UNAVAILABLE, "try later"));
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
    this.desk = new CallScript(builder.cost, builder.nanos);
    this.store =
        builder.store == null
            ? InMemoryTupleStore.withRandomTokens(builder.schema, builder.maxUpdates)
            : builder.store;
  }

  /** A server to set up: a free port, RBAC's schema, the limits of SpiceDB. */
  public static RelationsServerBuilder builder() {
    return new RelationsServerBuilder();
  }

  /**
   * Listens again, on the port it had before. Nothing happens if it runs.
   *
   * @throws UncheckedIOException when the port is taken
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
    return builder
        // Sizes are judged by the service, in the words of a Go server.
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
   * Tells every client to leave and listens again, as a server does that is replaced by another:
   * calls in flight are still answered on the old connections, new ones come on new connections.
   * Certificates are read anew.
   *
   * @throws UncheckedIOException when the port does not become free
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
        // The old listener is closed by a thread of its own.
        if (System.nanoTime() - deadline >= 0) {
          throw new UncheckedIOException(taken);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  /** Cuts every connection and frees the port. Tuples and locks stay; calls held are dropped. */
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

  /** The same as {@link #stop}. */
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

  /** The port it listens on, or did before it was stopped. */
  public synchronized int port() {
    return port;
  }

  /** Host and port for a client. */
  public String target() {
    return host + ":" + port();
  }

  /** The store, to look at and to change behind everyone's back. */
  public InMemoryTupleStore store() {
    return store;
  }

  /** A copy of all tuples, the locks left out, sorted by the store's notation. */
  public NavigableSet<RelationTuple> tuples() {
    return store.tuples();
  }

  /** The same in the store's notation, {@code ns/type:id#t_relation@ns/type:id}. */
  public NavigableSet<String> tupleTexts() {
    return new TreeSet<>(tuples().stream().map(RelationTuple::toString).toList());
  }

  /** Called for each write that changed something, in order, before it is answered. */
  public void onWrite(Consumer<StoreWrite> listener) {
    store.onWrite(listener);
  }

  /** Takes a lock as another consumer would: the token in force before is void. */
  public FenceToken stealLock(String lockId) {
    return store.acquireLock(lockId);
  }

  /** Makes every token of a lock void. */
  public void revokeLock(String lockId) {
    store.revokeLock(lockId);
  }

  /** Puts a fault before the next calls of any kind. A call takes one of its own kind first. */
  public void next(int calls, ServerFault fault) {
    desk.script(calls, fault);
  }

  /** Puts a fault before the next calls of one kind. */
  public void next(Rpc rpc, int calls, ServerFault fault) {
    desk.script(rpc, calls, fault);
  }

  /** Forgets the faults that no call has met yet. */
  public void clearFaults() {
    desk.clearScript();
  }

  /** Carries out the calls that {@link ServerFault.Hang} holds, and answers those still waiting. */
  public int release() {
    return desk.release();
  }

  /** Time that every call takes from now on, beside the work. */
  public void setLatency(Duration latency) {
    desk.setLatency(latency);
  }

  /** Time and conflicts of the calls that arrive from now on; the turns begin with the next one. */
  public void setCost(StoreCost cost) {
    desk.setCost(cost);
  }

  /** Whether the schema can be read that the server writes on its first call after a start. */
  public void setSchemaReadable(boolean readable) {
    schemaFile.setReadable(readable);
  }

  /** What the readiness call says, as long as it has not said yes since the start. */
  public void setReady(boolean ready) {
    this.ready = ready;
  }

  /** Calls that have arrived since the server was built. */
  public int calls() {
    return desk.calls();
  }

  /** Calls of one kind that have arrived since the server was built. */
  public int calls(Rpc rpc) {
    return desk.calls(rpc);
  }

  /** Values of a header, of the latest hundred calls in the order they came in. */
  public List<Optional<String>> headers(String name) {
    return seen.values(name);
  }

  /** The most calls of one kind that were ever open at the same time. */
  public int mostInFlight(Rpc rpc) {
    return desk.mostInFlight(rpc);
  }

  /**
   * Waits until so many calls of one kind have arrived since the server was built.
   *
   * @return whether they have
   */
  public boolean awaitCalls(Rpc rpc, int count, Duration atMost) throws InterruptedException {
    return desk.awaitCalls(rpc, count, atMost);
  }

  /**
   * Waits until so many calls have been cancelled by their clients since the server was built.
   *
   * @return whether they have
   */
  public boolean awaitCancelled(int count, Duration atMost) throws InterruptedException {
    return desk.awaitCancelled(count, atMost);
  }
}
