package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.testkit.relations.server.InventoryBackend;
import dev.rbacconsumer.testkit.relations.server.ServerTls;
import dev.rbacconsumer.testkit.relations.server.StoreCost;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.RecentChanges;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import io.grpc.ServerInterceptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Builder of a {@link RelationsServer}. Not thread-safe. */
public final class RelationsServerBuilder {
  private static final int STALE = 5;

  String host = "127.0.0.1";
  int port;
  StoreSchema schema = StoreSchema.rbac();
  int maxUpdates = InMemoryTupleStore.DEFAULT_MAX_UPDATES;
  int hiddenChanges;
  StoreCost cost = StoreCost.NONE;
  LongSupplier nanos = System::nanoTime;
  @Nullable Predicate<String> bearerTokens;
  @Nullable ServerTls tls;
  InventoryBackend backend = InventoryBackend.SPICEDB;
  boolean allowListed = true;
  @Nullable InMemoryTupleStore store;
  final List<ServerInterceptor> interceptors = new ArrayList<>();

  RelationsServerBuilder() {}

  /** Sets the address of the server. Default: the loopback address. */
  public RelationsServerBuilder host(String host) {
    this.host = host;
    return this;
  }

  /** Sets the port of the server; 0, the default, takes a free one. */
  public RelationsServerBuilder port(int port) {
    this.port = port;
    return this;
  }

  /** Sets the schema of the store. Default: {@link StoreSchema#rbac}. */
  public RelationsServerBuilder schema(StoreSchema schema) {
    this.schema = schema;
    return this;
  }

  /** Sets the most tuples in one write. Default: 1000. */
  public RelationsServerBuilder maxUpdates(int maxUpdates) {
    this.maxUpdates = maxUpdates;
    return this;
  }

  /**
   * Sets whether reads without a freshness requirement miss the last five changes. Default: no.
   *
   * @see #hiddenChanges
   */
  public RelationsServerBuilder staleReads(boolean staleReads) {
    return hiddenChanges(staleReads ? STALE : 0);
  }

  /**
   * Sets the number of latest changes that reads without a freshness requirement miss; the real
   * store answers them from a revision of some seconds ago. Default: 0.
   *
   * @param hiddenChanges from 0 to 100
   */
  public RelationsServerBuilder hiddenChanges(int hiddenChanges) {
    if (hiddenChanges < 0 || hiddenChanges > RecentChanges.MOST) {
      throw new IllegalArgumentException(
          "hiddenChanges: want 0 to " + RecentChanges.MOST + ", got " + hiddenChanges);
    }
    this.hiddenChanges = hiddenChanges;
    return this;
  }

  /** Sets time and conflicts of calls. Default: {@link StoreCost#NONE}. */
  public RelationsServerBuilder cost(StoreCost cost) {
    this.cost = cost;
    return this;
  }

  /** Sets the clock for the turns of writes. Default: the real clock. */
  RelationsServerBuilder nanos(LongSupplier nanos) {
    this.nanos = nanos;
    return this;
  }

  /** Requires this bearer token with every call except health. Default: none. */
  public RelationsServerBuilder bearerToken(String bearerToken) {
    return bearerTokens(bearerToken::equals);
  }

  /**
   * Requires a bearer token with every call except health.
   *
   * @param good returns whether a token is valid at the time of each call; called by several
   *     threads
   */
  public RelationsServerBuilder bearerTokens(Predicate<String> good) {
    this.bearerTokens = good;
    return this;
  }

  /**
   * Accepts only TLS. Both files are PEM, and are read at each start.
   *
   * @param chain certificate of the server, followed by those that lead to its authority
   * @param key private key of the server, PKCS #8 and not encrypted
   */
  public RelationsServerBuilder tls(Path chain, Path key) {
    this.tls = new ServerTls(chain, key, null);
    return this;
  }

  /**
   * Accepts only TLS, and only clients with a certificate of a trusted authority.
   *
   * @param clients PEM file with the authorities whose clients are accepted
   */
  public RelationsServerBuilder mutualTls(Path chain, Path key, Path clients) {
    this.tls = new ServerTls(chain, key, clients);
    return this;
  }

  /** Sets the backend of the tuple service of the Inventory API. Default: the store. */
  public RelationsServerBuilder inventoryBackend(InventoryBackend backend) {
    this.backend = backend;
    return this;
  }

  /** Sets whether callers may use that service. Default: yes, unlike in the real API. */
  public RelationsServerBuilder allowListed(boolean allowListed) {
    this.allowListed = allowListed;
    return this;
  }

  /** Sets a shared store, in place of a new one; it has its own schema and limit. */
  public RelationsServerBuilder store(InMemoryTupleStore store) {
    this.store = store;
    return this;
  }

  /** Adds an interceptor, which sees every call that passes the check of its bearer token. */
  public RelationsServerBuilder intercept(ServerInterceptor interceptor) {
    this.interceptors.add(interceptor);
    return this;
  }

  /** Starts a server. The caller closes it. */
  public RelationsServer start() {
    RelationsServer server = new RelationsServer(this);
    server.start();
    return server;
  }
}
