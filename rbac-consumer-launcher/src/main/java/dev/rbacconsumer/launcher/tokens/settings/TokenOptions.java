package dev.rbacconsumer.launcher.tokens.settings;

import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.ValueTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of consistency tokens and notifications. */
public final class TokenOptions {
  private static final int HOUR_MS = 3_600_000;

  public static final Setting<TokenMode> MODE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_TOKENS",
          ValueTypes.oneOf("destination", TokenMode.values()),
          ValueTypes.nameOf(TokenMode.LOG),
          "Where the consistency tokens of applied messages go: the log at DEBUG, a topic, or"
              + " RBAC's database, with its notifications; see"
              + " [read your writes](guides/read-your-writes.md).");

  public static final Setting<Optional<String>> TOPIC =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_TOKENS_TOPIC",
          ValueTypes.optional(ValueTypes.topic()),
          "",
          "With `kafka`, required: the topic for tokens, best a compacted one.");

  public static final Setting<Duration> MAX_WAIT =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_TOKENS_MAX_WAIT",
          ValueTypes.duration(Duration.ZERO, Duration.ofMinutes(1)),
          "1s",
          "Longest time that delivery waits for room for a token. After it, the oldest waiting"
              + " token is dropped (`postgres`), or this one (`kafka`).");

  public static final Setting<Integer> QUEUE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_TOKENS_QUEUE",
          ValueTypes.count(200, 1_000_000),
          "10000",
          "With `postgres`: most tokens and notifications that wait for the database. Of each"
              + " organisation, one token waits.");

  public static final Setting<String> UPDATE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_TOKENS_UPDATE",
          TokenTypes.statement(),
          "UPDATE api_tenant SET relations_consistency_token = ? WHERE org_id = ?",
          "With `postgres`: the statement that stores a token. Its parameters are the token and the"
              + " organisation.");

  public static final Setting<String> NOTIFY =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_TOKENS_NOTIFY",
          TokenTypes.statement(),
          "SELECT pg_notify(?, ?)",
          "With `postgres`: the statement that notifies. Its parameters are the channel and the"
              + " payload.");

  public static final Setting<String> CHANNEL =
      Setting.optional(
          "READ_YOUR_WRITES_CHANNEL",
          TokenTypes.channel(),
          "READ_YOUR_WRITES_CHANNEL",
          "With `postgres`: the channel that is notified of created workspaces, as RBAC listens to"
              + " it; the case counts.");

  public static final Setting<Optional<String>> HOST =
      Setting.optional(
          "DATABASE_HOST",
          ValueTypes.optional(TokenTypes.host()),
          "",
          "With `postgres`, required: the server of RBAC's database.");

  public static final Setting<Integer> PORT =
      Setting.optional("DATABASE_PORT", ValueTypes.count(1, 65_535), "5432", "Its port.");

  public static final Setting<Optional<String>> NAME =
      Setting.optional(
          "DATABASE_NAME",
          ValueTypes.optional(TokenTypes.line("name")),
          "",
          "With `postgres`, required: the name of the database.");

  public static final Setting<Optional<String>> USER =
      Setting.optional(
          "DATABASE_USER",
          ValueTypes.optional(TokenTypes.line("name")),
          "",
          "With `postgres`, required: the login there.");

  public static final Setting<Optional<String>> PASSWORD =
      Setting.optional(
              "DATABASE_PASSWORD",
              ValueTypes.optional(TokenTypes.line("password")),
              "",
              "Password of the login.")
          .hidden();

  public static final Setting<Optional<Path>> PASSWORD_FILE =
      Setting.optional(
          "DATABASE_PASSWORD_FILE",
          ValueTypes.optional(ValueTypes.file()),
          "",
          "File with the password, in its place. Read for each connection.");

  public static final Setting<SslMode> SSL_MODE =
      Setting.optional(
          "PGSSLMODE",
          ValueTypes.oneOf("mode", SslMode.values()),
          ValueTypes.nameOf(SslMode.PREFER),
          "Whether the database is connected to by TLS, in the words of PostgreSQL. Only"
              + " `verify-ca` and `verify-full` check the server's certificate, and `require` if"
              + " authorities are given.");

  public static final Setting<Optional<Path>> ROOT_CERT =
      Setting.optional(
          "PGSSLROOTCERT",
          ValueTypes.optional(ValueTypes.file()),
          "",
          "PEM file with the authorities to trust for the database, in place of the system's. Read"
              + " for each connection.");

  public static final Setting<Optional<String>> CA =
      Setting.optional(
              "DATABASE_CA",
              ValueTypes.optional(TokenTypes.certificates()),
              "",
              "These authorities as text, in place of the file; `rdsCa` in Clowder's file.")
          .hidden();

  public static final Setting<Integer> LOCK_TIMEOUT_MS =
      Setting.optional(
          "DATABASE_LOCK_TIMEOUT_MS",
          ValueTypes.count(1, HOUR_MS),
          "60000",
          "Longest wait of a statement for a lock, in milliseconds. Delivery does not wait"
              + " for it.");

  /** Settings of the database alone. */
  public static final List<Setting<?>> DATABASE =
      List.of(
          HOST,
          PORT,
          NAME,
          USER,
          PASSWORD,
          PASSWORD_FILE,
          SSL_MODE,
          ROOT_CERT,
          CA,
          LOCK_TIMEOUT_MS);

  /** All of these settings, in the order of the table. */
  public static final List<Setting<?>> ALL =
      List.of(
          MODE,
          TOPIC,
          MAX_WAIT,
          QUEUE,
          UPDATE,
          NOTIFY,
          CHANNEL,
          HOST,
          PORT,
          NAME,
          USER,
          PASSWORD,
          PASSWORD_FILE,
          SSL_MODE,
          ROOT_CERT,
          CA,
          LOCK_TIMEOUT_MS);

  private TokenOptions() {}
}
