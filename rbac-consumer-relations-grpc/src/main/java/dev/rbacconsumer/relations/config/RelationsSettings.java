package dev.rbacconsumer.relations.config;

import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.relations.RelationsChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Settings for the connection to the Relations API, and for the size of its requests. Immutable;
 * created by {@link #forTarget}, whose builder holds every default.
 *
 * @param target {@code host:port} or a gRPC name such as {@code dns:///host:port}; calls rotate
 *     over all addresses behind it
 * @param transport plaintext, or TLS with its files
 * @param authority name of the server, in place of the host in the target: its certificate must be
 *     for this name, and proxies route by it
 * @param credentials the token of each call
 * @param plaintextTokens whether a token may be sent unencrypted to another host, or a client
 *     secret to its provider; without it such settings are refused
 * @param callDeadline longest time for one call, above zero; never longer than the rest of its
 *     attempt
 * @param connectTimeout longest time to connect, above zero
 * @param silenceTimeout longest time that a connection may be silent while calls wait on it, above
 *     zero; the next call that times out replaces it by a new one
 * @param maxConcurrentDeletes most removals in flight at once, over all changes of a sink, at least
 *     1; the actual number adapts to the store, up to this limit
 * @param maxTuplesPerWrite additions in one call, at least 1; lowered at run time if the store
 *     names a smaller limit
 * @param maxRequestBytes encoded size of one request, from {@value #MIN_REQUEST_BYTES} to {@value
 *     #SERVER_REQUEST_BYTES}, which is the most that the server accepts; also lowered at run time
 * @param maxMetadataBytes size of the headers and trailers we accept, at least {@value
 *     #MIN_METADATA_BYTES}; a refusal is sent in a trailer, and one that does not fit arrives as
 *     INTERNAL without its reason
 * @param maxResponseBytes size of one response we accept, at least {@value #MIN_REQUEST_BYTES}
 * @param keepAliveTime silence after which an open call's connection is tested, at least 10 s; a Go
 *     server with default settings disconnects clients that test more often than every 5 minutes
 * @param keepAliveTimeout wait for the answer to such a test, above zero; on Linux also the longest
 *     time that sent bytes may stay unacknowledged before the connection is closed
 * @param fencing whether every write proves that this consumer still holds its lock; see {@link
 *     RelationsChannel#fences}
 * @param removeStrayLockTokens whether the acquisition of a lock also ensures that ours is the only
 *     token in force, and removes others
 * @param dialect protocol of the target
 * @param names names of tuples with the dialect of SpiceDB
 */
public record RelationsSettings(
    String target,
    Transport transport,
    Optional<String> authority,
    Credentials credentials,
    boolean plaintextTokens,
    Duration callDeadline,
    Duration connectTimeout,
    Duration silenceTimeout,
    int maxConcurrentDeletes,
    int maxTuplesPerWrite,
    int maxRequestBytes,
    int maxMetadataBytes,
    int maxResponseBytes,
    Duration keepAliveTime,
    Duration keepAliveTimeout,
    boolean fencing,
    boolean removeStrayLockTokens,
    RelationsDialect dialect,
    StoreNames names) {

  /** Most removals of a step if each removal is a call. */
  private static final int REMOVALS_PER_STEP = ChangeSteps.DEFAULT.maxRemovals();

  /** Smallest request limit; any single tuple fits into it many times. */
  public static final int MIN_REQUEST_BYTES = 64 * 1024;

  /** Largest message that the server accepts: the default of grpc-go. */
  public static final int SERVER_REQUEST_BYTES = 4 * 1024 * 1024;

  /** Smallest limit for headers; the refusals of the store fit into it. */
  public static final int MIN_METADATA_BYTES = 64 * 1024;

  private static final Duration MIN_KEEP_ALIVE_TIME = Duration.ofSeconds(10);

  public RelationsSettings {
    Objects.requireNonNull(target, "target");
    if (target.isBlank()) {
      throw new IllegalArgumentException("target: want host:port, got a blank");
    }
    authority.ifPresent(
        it -> {
          if (it.isBlank()) {
            throw new IllegalArgumentException("authority: want a name, got a blank");
          }
        });
    if (!plaintextTokens) {
      requirePrivacy(target, transport, credentials);
    }
    requireAtLeast("callDeadline", callDeadline, Duration.ofNanos(1));
    requireAtLeast("connectTimeout", connectTimeout, Duration.ofMillis(1));
    requireAtLeast("silenceTimeout", silenceTimeout, Duration.ofMillis(1));
    requireAtLeast("maxConcurrentDeletes", maxConcurrentDeletes, 1);
    requireAtLeast("maxTuplesPerWrite", maxTuplesPerWrite, 1);
    requireAtLeast("maxRequestBytes", maxRequestBytes, MIN_REQUEST_BYTES);
    if (maxRequestBytes > SERVER_REQUEST_BYTES) {
      throw new IllegalArgumentException(
          "maxRequestBytes: want <= " + SERVER_REQUEST_BYTES + ", got " + maxRequestBytes);
    }
    requireAtLeast("maxMetadataBytes", maxMetadataBytes, MIN_METADATA_BYTES);
    requireAtLeast("maxResponseBytes", maxResponseBytes, MIN_REQUEST_BYTES);
    requireAtLeast("keepAliveTime", keepAliveTime, MIN_KEEP_ALIVE_TIME);
    requireAtLeast("keepAliveTimeout", keepAliveTimeout, Duration.ofNanos(1));
  }

  /**
   * Returns the size of the steps in which a change is written: about one second of the store's
   * time per attempt.
   */
  public ChangeSteps steps() {
    int removals = dialect == RelationsDialect.SPICEDB ? maxTuplesPerWrite : REMOVALS_PER_STEP;
    return new ChangeSteps(removals, maxTuplesPerWrite);
  }

  /** Starts settings for one target, with the defaults for the rest. */
  public static Builder forTarget(String target) {
    return new Builder(target);
  }

  /**
   * Returns whether a target is on this host, so that data sent to it never touches a network.
   *
   * @param target as in {@link #target}
   */
  public static boolean isLocal(String target) {
    return Hosts.isLocalTarget(target);
  }

  private static void requirePrivacy(String target, Transport transport, Credentials credentials) {
    boolean clear = transport instanceof Transport.Plaintext && !isLocal(target);
    if (clear && !(credentials instanceof Credentials.None)) {
      throw new IllegalArgumentException(
          "credentials: want TLS or plaintextTokens, got a token in the clear to " + target);
    }
    if (credentials instanceof Credentials.Client client
        && !Hosts.isPrivate(client.provider().url())) {
      throw new IllegalArgumentException(
          "credentials: want https or plaintextTokens, got a secret in the clear to "
              + client.provider().url().getHost());
    }
  }

  private static void requireAtLeast(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(name + ": want >= " + least + ", got " + value);
    }
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": want >= " + least + ", got " + value);
    }
  }

  /** Builder of settings, whose fields are the defaults. Not thread-safe. */
  public static final class Builder {
    private final String target;
    private Transport transport = Transport.plaintext();
    private Optional<String> authority = Optional.empty();
    private Credentials credentials = Credentials.none();
    private boolean plaintextTokens = false;
    private Duration callDeadline = Duration.ofSeconds(10);
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration silenceTimeout = Duration.ofSeconds(10);
    private int maxConcurrentDeletes = 64;
    private int maxTuplesPerWrite = 1000;
    private int maxRequestBytes = 4_000_000;
    private int maxMetadataBytes = 128 * 1024;
    private int maxResponseBytes = 4 * 1024 * 1024;
    private Duration keepAliveTime = Duration.ofMinutes(6);
    private Duration keepAliveTimeout = Duration.ofSeconds(20);
    private boolean fencing = true;
    private boolean removeStrayLockTokens = true;
    private RelationsDialect dialect = RelationsDialect.KESSEL_RELATIONS;
    private StoreNames names = StoreNames.KESSEL;

    private Builder(String target) {
      this.target = target;
    }

    /** Sets plaintext or TLS. Default: plaintext. */
    public Builder transport(Transport transport) {
      this.transport = transport;
      return this;
    }

    /** Sets the name of the server. Default: the host in the target. */
    public Builder authority(String authority) {
      this.authority = Optional.of(authority);
      return this;
    }

    /** Sets the source of the token of each call. Default: none. */
    public Builder credentials(Credentials credentials) {
      this.credentials = credentials;
      return this;
    }

    /** Sets whether secrets may be sent unencrypted to another host. Default: no. */
    public Builder plaintextTokens(boolean plaintextTokens) {
      this.plaintextTokens = plaintextTokens;
      return this;
    }

    /** Sets the longest time for one call. Default: 10 s. */
    public Builder callDeadline(Duration callDeadline) {
      this.callDeadline = callDeadline;
      return this;
    }

    /** Sets the longest time to connect. Default: 5 s. */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
      return this;
    }

    /** Sets how long a connection may be silent while calls wait on it. Default: 10 s. */
    public Builder silenceTimeout(Duration silenceTimeout) {
      this.silenceTimeout = silenceTimeout;
      return this;
    }

    /** Sets the most removals in flight at once, over all changes of a sink. Default: 64. */
    public Builder maxConcurrentDeletes(int maxConcurrentDeletes) {
      this.maxConcurrentDeletes = maxConcurrentDeletes;
      return this;
    }

    /** Sets the most additions in one call. Default: 1000, as in the store. */
    public Builder maxTuplesPerWrite(int maxTuplesPerWrite) {
      this.maxTuplesPerWrite = maxTuplesPerWrite;
      return this;
    }

    /** Sets the encoded size of one request. Default: 4,000,000. */
    public Builder maxRequestBytes(int maxRequestBytes) {
      this.maxRequestBytes = maxRequestBytes;
      return this;
    }

    /** Sets the size of the headers and trailers we accept. Default: 128 KiB. */
    public Builder maxMetadataBytes(int maxMetadataBytes) {
      this.maxMetadataBytes = maxMetadataBytes;
      return this;
    }

    /** Sets the size of one response we accept. Default: 4 MiB. */
    public Builder maxResponseBytes(int maxResponseBytes) {
      this.maxResponseBytes = maxResponseBytes;
      return this;
    }

    /** Sets the silence after which an open call's connection is tested. Default: 6 minutes. */
    public Builder keepAliveTime(Duration keepAliveTime) {
      this.keepAliveTime = keepAliveTime;
      return this;
    }

    /** Sets the wait for the answer to such a test. Default: 20 s. */
    public Builder keepAliveTimeout(Duration keepAliveTimeout) {
      this.keepAliveTimeout = keepAliveTimeout;
      return this;
    }

    /** Sets whether every write proves that this consumer still holds its lock. Default: yes. */
    public Builder fencing(boolean fencing) {
      this.fencing = fencing;
      return this;
    }

    /** Sets whether the acquisition of a lock removes its other tokens. Default: yes. */
    public Builder removeStrayLockTokens(boolean removeStrayLockTokens) {
      this.removeStrayLockTokens = removeStrayLockTokens;
      return this;
    }

    /** Sets the protocol of the target. Default: {@link RelationsDialect#KESSEL_RELATIONS}. */
    public Builder dialect(RelationsDialect dialect) {
      this.dialect = dialect;
      return this;
    }

    /** Sets the names of tuples in SpiceDB. Default: {@link StoreNames#KESSEL}. */
    public Builder names(StoreNames names) {
      this.names = names;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if a setting is out of its range; the message names it
     */
    public RelationsSettings build() {
      return new RelationsSettings(
          target,
          transport,
          authority,
          credentials,
          plaintextTokens,
          callDeadline,
          connectTimeout,
          silenceTimeout,
          maxConcurrentDeletes,
          maxTuplesPerWrite,
          maxRequestBytes,
          maxMetadataBytes,
          maxResponseBytes,
          keepAliveTime,
          keepAliveTimeout,
          fencing,
          removeStrayLockTokens,
          dialect,
          names);
    }
  }
}
