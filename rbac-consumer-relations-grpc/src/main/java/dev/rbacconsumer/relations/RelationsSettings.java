package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.lane.ChangeSteps;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the Relations API is reached and how much is sent at once. Immutable; made by {@link
 * #forTarget}, whose builder holds every default.
 *
 * @param target {@code host:port} or a gRPC name such as {@code dns:///host:port}; calls go round
 *     all addresses behind it
 * @param transport plaintext, or TLS with what it takes
 * @param authority name to call the server by, in place of the host in the target: a certificate
 *     must be for it, and proxies route by it
 * @param credentials the token of each call
 * @param plaintextTokens whether a token may be sent unencrypted to another host, or a client
 *     secret to its provider; without it such settings are refused
 * @param callDeadline longest time for one call, above zero; never longer than what is left of the
 *     attempt it belongs to
 * @param connectTimeout longest time for a connection to be made, above zero
 * @param silenceTimeout how long a connection may give no sign of life while calls wait on it,
 *     above zero; at the next call that times out it is given up for a new one
 * @param maxConcurrentDeletes most removals in flight at once, over all changes of a sink, at least
 *     1; how many there are adapts to the store, below this
 * @param maxTuplesPerWrite additions in one call, at least 1; lowered at run time when the store
 *     names a smaller limit
 * @param maxRequestBytes encoded size of one request, from {@value #MIN_REQUEST_BYTES} to {@value
 *     #SERVER_REQUEST_BYTES}, which is all that the server accepts; lowered at run time likewise
 * @param maxMetadataBytes size of the headers and trailers we accept, at least {@value
 *     #MIN_METADATA_BYTES}; a refusal travels in a trailer, and one that does not fit arrives as
 *     INTERNAL without its reason
 * @param maxResponseBytes size of one response we accept, at least {@value #MIN_REQUEST_BYTES}
 * @param keepAliveTime silence after which an open call's connection is tested, at least 10 s; a Go
 *     server with default settings hangs up on clients that ask more often than every 5 minutes
 * @param keepAliveTimeout wait for the answer to such a test, above zero; on Linux also the longest
 *     time that sent bytes may stay unacknowledged before the connection is given up
 * @param removeStrayLockTokens whether taking a lock also makes sure that ours is the only token in
 *     force, and removes others
 * @param dialect what the target speaks
 * @param names how tuples are named where the dialect is SpiceDB's
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
    boolean removeStrayLockTokens,
    RelationsDialect dialect,
    StoreNames names) {

  /** Most removals of a step where each takes a call. */
  private static final int REMOVALS_PER_STEP = ChangeSteps.DEFAULT.maxRemovals();

  /** Smallest request limit that any single tuple fits in, many times over. */
  public static final int MIN_REQUEST_BYTES = 64 * 1024;

  /** What the server accepts in one message: the default of grpc-go. */
  public static final int SERVER_REQUEST_BYTES = 4 * 1024 * 1024;

  /** Smallest size of headers in which the refusals of the store fit. */
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

  /** How much of a change goes to the store in one attempt: what it takes in about a second. */
  public ChangeSteps steps() {
    int removals = dialect == RelationsDialect.SPICEDB ? maxTuplesPerWrite : REMOVALS_PER_STEP;
    return new ChangeSteps(removals, maxTuplesPerWrite);
  }

  /** Settings for one target, the rest at their defaults until said otherwise. */
  public static Builder forTarget(String target) {
    return new Builder(target);
  }

  /**
   * Whether a target is on this host, so that nothing sent there touches a network.
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

  /** Collects settings; its fields are the defaults. Not thread-safe. */
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
    private boolean removeStrayLockTokens = true;
    private RelationsDialect dialect = RelationsDialect.KESSEL_RELATIONS;
    private StoreNames names = StoreNames.KESSEL;

    private Builder(String target) {
      this.target = target;
    }

    /** Plaintext or TLS. Default: plaintext. */
    public Builder transport(Transport transport) {
      this.transport = transport;
      return this;
    }

    /** Name to call the server by. Default: the host in the target. */
    public Builder authority(String authority) {
      this.authority = Optional.of(authority);
      return this;
    }

    /** The token of each call. Default: none. */
    public Builder credentials(Credentials credentials) {
      this.credentials = credentials;
      return this;
    }

    /** Whether secrets may be sent unencrypted to another host. Default: no. */
    public Builder plaintextTokens(boolean plaintextTokens) {
      this.plaintextTokens = plaintextTokens;
      return this;
    }

    /** Longest time for one call. Default: 10 s. */
    public Builder callDeadline(Duration callDeadline) {
      this.callDeadline = callDeadline;
      return this;
    }

    /** Longest time for a connection to be made. Default: 5 s. */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
      return this;
    }

    /** How long a connection may be silent while calls wait on it. Default: 10 s. */
    public Builder silenceTimeout(Duration silenceTimeout) {
      this.silenceTimeout = silenceTimeout;
      return this;
    }

    /** Most removals in flight at once, over all changes of a sink. Default: 64. */
    public Builder maxConcurrentDeletes(int maxConcurrentDeletes) {
      this.maxConcurrentDeletes = maxConcurrentDeletes;
      return this;
    }

    /** Additions in one call. Default: 1000, as the store has it. */
    public Builder maxTuplesPerWrite(int maxTuplesPerWrite) {
      this.maxTuplesPerWrite = maxTuplesPerWrite;
      return this;
    }

    /** Encoded size of one request. Default: 4,000,000. */
    public Builder maxRequestBytes(int maxRequestBytes) {
      this.maxRequestBytes = maxRequestBytes;
      return this;
    }

    /** Size of the headers and trailers we accept. Default: 128 KiB. */
    public Builder maxMetadataBytes(int maxMetadataBytes) {
      this.maxMetadataBytes = maxMetadataBytes;
      return this;
    }

    /** Size of one response we accept. Default: 4 MiB. */
    public Builder maxResponseBytes(int maxResponseBytes) {
      this.maxResponseBytes = maxResponseBytes;
      return this;
    }

    /** Silence after which an open call's connection is tested. Default: 6 minutes. */
    public Builder keepAliveTime(Duration keepAliveTime) {
      this.keepAliveTime = keepAliveTime;
      return this;
    }

    /** Wait for the answer to such a test. Default: 20 s. */
    public Builder keepAliveTimeout(Duration keepAliveTimeout) {
      this.keepAliveTimeout = keepAliveTimeout;
      return this;
    }

    /** Whether taking a lock removes other tokens of it. Default: yes. */
    public Builder removeStrayLockTokens(boolean removeStrayLockTokens) {
      this.removeStrayLockTokens = removeStrayLockTokens;
      return this;
    }

    /** What the target speaks. Default: {@link RelationsDialect#KESSEL_RELATIONS}. */
    public Builder dialect(RelationsDialect dialect) {
      this.dialect = dialect;
      return this;
    }

    /** How tuples are named in SpiceDB. Default: {@link StoreNames#KESSEL}. */
    public Builder names(StoreNames names) {
      this.names = names;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException when one is out of its range, naming it
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
          removeStrayLockTokens,
          dialect,
          names);
    }
  }
}
