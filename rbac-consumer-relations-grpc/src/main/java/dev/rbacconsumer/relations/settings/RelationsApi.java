package dev.rbacconsumer.relations.settings;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.settings.DurationText;
import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.ValueTypes;
import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the Relations API. */
public final class RelationsApi {
  private static final RelationsSettings DEFAULTS =
      RelationsSettings.forTarget("localhost:9000").build();
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);

  public static final Setting<HostAndPort> SERVER =
      Setting.optional(
          "RELATION_API_SERVER",
          ConnectionTypes.server(),
          DEFAULTS.target(),
          "The Relations API, gRPC.");

  public static final Setting<Duration> TIMEOUT =
      Setting.optional(
          "RELATION_API_TIMEOUT",
          ValueTypes.duration(MILLISECOND, HOUR),
          DurationText.show(LaneSettings.DEFAULT.attemptTimeout()),
          "Longest time for one call, and for an attempt to apply a message or to acquire a lock"
              + " while no call is acknowledged.");

  public static final Setting<RelationsDialect> DIALECT =
      Setting.optional(
          "RELATION_API_DIALECT",
          ValueTypes.oneOf("dialect", RelationsDialect.values()),
          DEFAULTS.dialect().text(),
          "What `RELATION_API_SERVER` speaks; see [relations-api.md](relations-api.md#dialects).");

  public static final Setting<Boolean> SPICEDB_RELATION_PREFIX =
      Setting.optional(
          "RELATION_API_SPICEDB_RELATION_PREFIX",
          ValueTypes.bool(),
          "true",
          "With the dialect `spicedb`: whether relations begin with `t_`, as Kessel writes them.");

  public static final Setting<Boolean> SPICEDB_TYPE_NAMESPACE =
      Setting.optional(
          "RELATION_API_SPICEDB_TYPE_NAMESPACE",
          ValueTypes.bool(),
          "true",
          "With the dialect `spicedb`: whether types are `namespace/name`, as Kessel writes them,"
              + " or the bare name.");

  public static final Setting<Duration> CONNECT_TIMEOUT =
      Setting.optional(
          "RELATION_API_CONNECT_TIMEOUT",
          ValueTypes.duration(MILLISECOND, HOUR),
          DurationText.show(DEFAULTS.connectTimeout()),
          "Longest time for a connection to be made.");

  public static final Setting<Duration> KEEPALIVE_TIME =
      Setting.optional(
          "RELATION_API_KEEPALIVE_TIME",
          ValueTypes.duration(Duration.ofSeconds(10), Duration.ofHours(24)),
          DurationText.show(DEFAULTS.keepAliveTime()),
          "Silence after which the connection of an open call is tested. A server in Go hangs up"
              + " on clients that test more often than every 5 minutes, unless it is"
              + " configured otherwise.");

  public static final Setting<TlsMode> TLS =
      Setting.optional(
          "RELATION_API_TLS",
          ValueTypes.oneOf("tls", TlsMode.values()),
          "auto",
          "Whether the connection is encrypted. `auto` encrypts unless the server is on this"
              + " host.");

  public static final Setting<Optional<Path>> CA_FILE =
      Setting.optional(
          "RELATION_API_CA_FILE",
          ValueTypes.optional(ValueTypes.file()),
          "",
          "PEM file with the authorities to trust, in place of the system's. Read again when it"
              + " has changed.");

  public static final Setting<Optional<Path>> CLIENT_CERT_FILE =
      Setting.optional(
          "RELATION_API_CLIENT_CERT_FILE",
          ValueTypes.optional(ValueTypes.file()),
          "",
          "PEM file with the certificate that is shown to the server. Read again when it has"
              + " changed.");

  public static final Setting<Optional<Path>> CLIENT_KEY_FILE =
      Setting.optional(
          "RELATION_API_CLIENT_KEY_FILE",
          ValueTypes.optional(ValueTypes.file()),
          "",
          "PEM file with its private key, PKCS #8 and not encrypted.");

  public static final Setting<Optional<String>> AUTHORITY =
      Setting.optional(
          "RELATION_API_AUTHORITY",
          ValueTypes.optional(ConnectionTypes.word("name")),
          "",
          "Name to call the server by, in place of its host: its certificate must be for this"
              + " name.");

  public static final Setting<Optional<String>> TOKEN =
      Setting.optional(
              "RELATION_API_TOKEN",
              ValueTypes.optional(ConnectionTypes.word("token")),
              "",
              "Bearer token that is sent with each call.")
          .hidden();

  public static final Setting<Optional<Path>> TOKEN_FILE =
      Setting.optional(
          "RELATION_API_TOKEN_FILE",
          ValueTypes.optional(ValueTypes.file()),
          "",
          "File with the bearer token. Read again when it has changed.");

  public static final Setting<Optional<String>> CLIENT_ID =
      Setting.optional(
          "RELATION_API_CLIENT_ID",
          ValueTypes.optional(ConnectionTypes.line("id")),
          "",
          "Who we are to an identity provider, which then gives the tokens (client credentials of"
              + " OAuth 2.0).");

  public static final Setting<Optional<String>> CLIENT_SECRET =
      Setting.optional(
              "RELATION_API_CLIENT_SECRET",
              ValueTypes.optional(ConnectionTypes.line("password")),
              "",
              "Password for the client id.")
          .hidden();

  public static final Setting<Optional<URI>> TOKEN_URL =
      Setting.optional(
          "RELATION_API_TOKEN_URL",
          ValueTypes.optional(ConnectionTypes.url()),
          "",
          "Token endpoint of the provider.");

  public static final Setting<Optional<URI>> TOKEN_ISSUER =
      Setting.optional(
          "RELATION_API_TOKEN_ISSUER",
          ValueTypes.optional(ConnectionTypes.url()),
          "",
          "Issuer whose OpenID configuration names the token endpoint, in place of the"
              + " endpoint itself.");

  public static final Setting<Optional<String>> TOKEN_SCOPE =
      Setting.optional(
          "RELATION_API_TOKEN_SCOPE",
          ValueTypes.optional(ConnectionTypes.line("scope")),
          "",
          "What is asked for. When not set, `SCOPE`.");

  public static final Setting<Credentials.SecretIn> TOKEN_SECRET_IN =
      Setting.optional(
          "RELATION_API_TOKEN_SECRET_IN",
          ValueTypes.oneOf("place", Credentials.SecretIn.values()),
          "form",
          "Where the provider looks for the client's secret: in the form, or in the header of"
              + " HTTP basic authentication.");

  public static final Setting<Optional<Path>> TOKEN_CA_FILE =
      Setting.optional(
          "RELATION_API_TOKEN_CA_FILE",
          ValueTypes.optional(ValueTypes.file()),
          "",
          "PEM file with the authorities to trust for the provider, in place of the system's.");

  public static final Setting<Duration> TOKEN_TIMEOUT =
      Setting.optional(
          "RELATION_API_TOKEN_TIMEOUT",
          ValueTypes.duration(MILLISECOND, HOUR),
          DurationText.show(Credentials.Client.DEFAULT_TIMEOUT),
          "Longest time for the provider to answer.");

  public static final Setting<Optional<String>> SSO_HOST =
      Setting.optional(
          "REDHAT_SSO",
          ValueTypes.optional(ConnectionTypes.word("host")),
          "",
          "Host of the identity provider, for which `https://` and `OPENID_URL` are the token"
              + " endpoint. Counts only where neither `RELATION_API_TOKEN_URL` nor"
              + " `RELATION_API_TOKEN_ISSUER` is set.");

  public static final Setting<String> OPENID_URL =
      Setting.optional(
          "OPENID_URL",
          ConnectionTypes.word("path"),
          "/auth/realms/redhat-external/protocol/openid-connect/token",
          "Path of the token endpoint on `REDHAT_SSO`.");

  public static final Setting<String> SCOPE =
      Setting.optional(
          "SCOPE", ConnectionTypes.line("scope"), "openid", "Scope that is asked for.");

  public static final Setting<Boolean> ALLOW_PLAINTEXT_TOKEN =
      Setting.optional(
          "RELATION_API_ALLOW_PLAINTEXT_TOKEN",
          ValueTypes.bool(),
          Boolean.toString(DEFAULTS.plaintextTokens()),
          "Whether tokens, and the client's secret, may be sent to another host without"
              + " encryption.");

  public static final Setting<Integer> MAX_CONCURRENT_DELETES =
      Setting.optional(
          "RELATION_API_MAX_CONCURRENT_DELETES",
          ValueTypes.count(1, 1000),
          Integer.toString(DEFAULTS.maxConcurrentDeletes()),
          "Most removals that are in flight at once, over all partitions of the instance. How many"
              + " there are adapts to the store, below this.");

  public static final Setting<Integer> MAX_TUPLES_PER_WRITE =
      Setting.optional(
          "RELATION_API_MAX_TUPLES_PER_WRITE",
          ValueTypes.count(1, 100_000),
          Integer.toString(DEFAULTS.maxTuplesPerWrite()),
          "Additions in one call. A smaller limit of the store is learned.");

  public static final Setting<Boolean> FENCING =
      Setting.optional(
          "RELATION_API_FENCING",
          ValueTypes.bool(),
          DEFAULTS.fencing() ? "on" : "off",
          "Whether every write proves that the partition is still ours. `off` is for a store"
              + " without locks: two owners of a partition can then overwrite each other.");

  public static final Setting<Boolean> REMOVE_STRAY_LOCKS =
      Setting.optional(
          "RELATION_API_REMOVE_STRAY_LOCKS",
          ValueTypes.bool(),
          Boolean.toString(DEFAULTS.removeStrayLockTokens()),
          "Whether taking a lock makes all other tokens of it void, which two consumers that took"
              + " it at the same moment may have left.");

  /** All of these settings, in the order of the table. */
  public static final List<Setting<?>> ALL =
      List.of(
          SERVER,
          TIMEOUT,
          DIALECT,
          SPICEDB_RELATION_PREFIX,
          SPICEDB_TYPE_NAMESPACE,
          CONNECT_TIMEOUT,
          KEEPALIVE_TIME,
          TLS,
          CA_FILE,
          CLIENT_CERT_FILE,
          CLIENT_KEY_FILE,
          AUTHORITY,
          TOKEN,
          TOKEN_FILE,
          CLIENT_ID,
          CLIENT_SECRET,
          TOKEN_URL,
          TOKEN_ISSUER,
          TOKEN_SCOPE,
          TOKEN_SECRET_IN,
          TOKEN_CA_FILE,
          TOKEN_TIMEOUT,
          SSO_HOST,
          OPENID_URL,
          SCOPE,
          ALLOW_PLAINTEXT_TOKEN,
          MAX_CONCURRENT_DELETES,
          MAX_TUPLES_PER_WRITE,
          FENCING,
          REMOVE_STRAY_LOCKS);

  /** Settings for the format of changes, independent of the target. */
  public static final List<Setting<?>> WRITING =
      List.of(DIALECT, SPICEDB_RELATION_PREFIX, SPICEDB_TYPE_NAMESPACE);

  private RelationsApi() {}

  /** Modes of encryption for the connection. */
  public enum TlsMode {
    /** Encrypted, unless the server is on this host. */
    AUTO,
    ON,
    OFF;

    boolean isFor(HostAndPort server) {
      return this == ON || (this == AUTO && !RelationsSettings.isLocal(server.toString()));
    }
  }
}
