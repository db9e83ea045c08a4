package dev.rbacconsumer.testkit.relations;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects the set-up of a {@link RelationsServer}. Not thread-safe. */
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

  RelationsServerBuilder() {}

  /** Address to listen on. Default: the loopback address. */
  public RelationsServerBuilder host(String host) {
    this.host = host;
    return this;
  }

  /** Port to listen on; 0, the default, takes a free one. */
  public RelationsServerBuilder port(int port) {
    this.port = port;
    return this;
  }

  /** What the store accepts. Default: {@link StoreSchema#rbac}. */
  public RelationsServerBuilder schema(StoreSchema schema) {
    this.schema = schema;
    return this;
  }

  /** Tuples in one write. Default: 1000. */
  public RelationsServerBuilder maxUpdates(int maxUpdates) {
    this.maxUpdates = maxUpdates;
    return this;
  }

  /**
   * Whether reads that do not ask for freshness miss the last five changes. Default: no.
   *
   * @see #hiddenChanges
   */
  public RelationsServerBuilder staleReads(boolean staleReads) {
    return hiddenChanges(staleReads ? STALE : 0);
  }

  /**
   * How many of the latest changes are missed by reads that do not ask for freshness, as the real
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

  /** Time and conflicts of calls. Default: {@link StoreCost#NONE}. */
  public RelationsServerBuilder cost(StoreCost cost) {
    this.cost = cost;
    return this;
  }

  /** Clock by which writes take their turns. Default: the real one. */
  RelationsServerBuilder nanos(LongSupplier nanos) {
    this.nanos = nanos;
    return this;
  }

  /** Wants this bearer token with every call except health. Default: none. */
  public RelationsServerBuilder bearerToken(String bearerToken) {
    return bearerTokens(bearerToken::equals);
  }

  /**
   * Wants a bearer token with every call except health.
   *
   * @param good says whether a token is good, at the time of each call, on several threads
   */
  public RelationsServerBuilder bearerTokens(Predicate<String> good) {
    this.bearerTokens = good;
    return this;
  }

  /**
   * Speaks TLS and nothing else. Both files are PEM, and are read at each start.
   *
   * @param chain the certificate of the server, followed by those that lead to its authority
   * @param key its private key, PKCS #8 and not encrypted
   */
  public RelationsServerBuilder tls(Path chain, Path key) {
    this.tls = new ServerTls(chain, key, null);
    return this;
  }

  /**
   * The same, and turns away clients that show no certificate of an authority that it trusts.
   *
   * @param clients PEM file with the authorities whose clients are let in
   */
  public RelationsServerBuilder mutualTls(Path chain, Path key, Path clients) {
    this.tls = new ServerTls(chain, key, clients);
    return this;
  }

  /** What stands behind the tuple service of the Inventory API. Default: the store. */
  public RelationsServerBuilder inventoryBackend(InventoryBackend backend) {
    this.backend = backend;
    return this;
  }

  /** Whether callers may use that service at all. Default: yes, unlike the real one's. */
  public RelationsServerBuilder allowListed(boolean allowListed) {
    this.allowListed = allowListed;
    return this;
  }

  /** A store to share, in place of a new one; it brings its own schema and limit. */
  public RelationsServerBuilder store(InMemoryTupleStore store) {
    this.store = store;
    return this;
  }

  /** A server that listens. The caller closes it. */
  public RelationsServer start() {
    RelationsServer server = new RelationsServer(this);
    server.start();
    return server;
  }
}
