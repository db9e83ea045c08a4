package dev.rbacconsumer.launcher.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.token.TokenWrite;
import dev.rbacconsumer.launcher.tokens.settings.DatabaseSettings;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettings;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/**
 * One connection to the database with the table of tenants. It connects when it is first used;
 * after a failure the next write connects again. One thread uses it; any thread may call {@link
 * #abort}.
 */
final class TokenDatabase {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Additional time for an answer beside the wait for a lock. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  /** Silence after which a connection is tested before it is used. */
  private static final Duration TESTED_AFTER = Duration.ofSeconds(30);

  private static final Pattern COUNTS_ROWS = Pattern.compile("(?i)\\s*update\\b");

  private static final Pattern EXPLAINABLE = Pattern.compile("(?i)(update|select|insert|with)\\b");

  private static final Duration TEST_TIMEOUT = Duration.ofSeconds(5);

  private final String url;
  private final Properties properties;
  private final Optional<String> password;
  private final Optional<Path> passwordFile;
  private final boolean verifies;
  private final Optional<String> authorities;
  private final Optional<Path> authoritiesFile;
  private final String update;
  private final String notification;
  private final String place;

  private volatile @Nullable Connection connection;
  private volatile boolean aborted;
  private long lastUse;

  /**
   * Number of writes of one transaction.
   *
   * @param tokens stored tokens
   * @param unknownTenants tokens whose organisation has no row
   * @param notifications sent notifications
   */
  record Written(int tokens, int unknownTenants, int notifications) {}

  TokenDatabase(TokenSettings.Postgres settings) {
    DatabaseSettings database = settings.database();
    this.url =
        "jdbc:postgresql://%s/%s"
            .formatted(database.server(), URLEncoder.encode(database.name(), UTF_8));
    this.properties = properties(database);
    this.update = settings.update();
    this.notification = settings.notification();
    this.place = database.server() + "/" + database.name();
    this.verifies = database.sslMode().verifies(database.authorities().isPresent());
    DatabaseSettings.@Nullable Secret secret = database.password().orElse(null);
    this.password =
        secret instanceof DatabaseSettings.Secret.Text text
            ? Optional.of(text.value())
            : Optional.empty();
    this.passwordFile =
        secret instanceof DatabaseSettings.Secret.File file
            ? Optional.of(file.path())
            : Optional.empty();
    DatabaseSettings.@Nullable Authorities trusted = database.authorities().orElse(null);
    this.authorities =
        trusted instanceof DatabaseSettings.Authorities.Text text
            ? Optional.of(text.pem())
            : Optional.empty();
    this.authoritiesFile =
        trusted instanceof DatabaseSettings.Authorities.File file
            ? Optional.of(file.path())
            : Optional.empty();
  }

  /** Returns the server and the name of the database. */
  String place() {
    return place;
  }

  /**
   * Connects, unless there is a connection that works.
   *
   * @throws SQLException if the server cannot be reached, or refuses the login
   * @throws IOException if a file of the settings cannot be read
   */
  void connect() throws SQLException, IOException {
    open();
  }

  /**
   * Writes tokens and then notifications in one transaction.
   *
   * @param writes tokens first; other programs see the effect of all of them at once
   * @throws SQLException if nothing was written, or if the answer to the commit is missing
   * @throws IOException if a file of the settings cannot be read
   */
  Written write(List<TokenWrite> writes) throws SQLException, IOException {
    Connection open = open();
    List<TokenWrite.Update> updates = only(TokenWrite.Update.class, writes);
    List<TokenWrite.Notification> notifications = only(TokenWrite.Notification.class, writes);
    try {
      int unknown = updates.isEmpty() ? 0 : store(open, updates);
      if (!notifications.isEmpty()) {
        send(open, notifications);
      }
      open.commit();
      lastUse = System.nanoTime();
      return new Written(updates.size() - unknown, unknown, notifications.size());
    } catch (SQLException failed) {
      rollBackOrClose(open, failed);
      throw failed;
    }
  }

  /** Checks that both statements fit the database and the rights of the login; runs neither. */
  void check() throws SQLException, IOException {
    Connection open = open();
    check(open, update);
    check(open, notification);
    open.rollback();
  }

  private static void check(Connection open, String sql) throws SQLException {
    if (!EXPLAINABLE.matcher(sql).lookingAt()) {
      try (PreparedStatement statement = open.prepareStatement(sql)) {
        statement.getParameterMetaData();
      }
      return;
    }
    // A plan needs the rights of the statement, which a parsed statement does not.
    try (PreparedStatement statement = open.prepareStatement("EXPLAIN " + sql)) {
      statement.setString(1, "");
      statement.setString(2, "");
      statement.execute();
    }
  }

  /** Closes the connection, if there is one. */
  void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException closedAnyway) {
        // The socket is closed in any case.
      }
    }
  }

  /** Closes the socket, so that a call of another thread fails at once; none succeeds after it. */
  void abort() {
    aborted = true;
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException closedAnyway) {
        // The socket is closed in any case.
      }
    }
  }

  private Connection open() throws SQLException, IOException {
    Connection open = connection;
    if (open != null && isUsable(open)) {
      return open;
    }
    close();
    Properties all = new Properties();
    all.putAll(properties);
    addSecrets(all);
    open = new Driver().connect(url, all);
    if (open == null) {
      throw new SQLException("the driver does not know " + url);
    }
    connection = open;
    if (aborted) {
      close();
      throw new SQLException("the process ends");
    }
    open.setAutoCommit(false);
    lastUse = System.nanoTime();
    return open;
  }

  /** Returns whether a connection works. One that was silent may be dead without a sign. */
  private boolean isUsable(Connection open) throws SQLException {
    boolean fresh = System.nanoTime() - lastUse < TESTED_AFTER.toNanos();
    if (fresh || open.isClosed()) {
      return !open.isClosed();
    }
    boolean valid = open.isValid(Math.toIntExact(TEST_TIMEOUT.toSeconds()));
    if (valid) {
      open.rollback();
    }
    return valid;
  }

  private int store(Connection open, List<TokenWrite.Update> updates) throws SQLException {
    try (PreparedStatement statement = open.prepareStatement(update)) {
      for (TokenWrite.Update it : updates) {
        statement.setString(1, it.token().value());
        statement.setString(2, it.orgId());
        statement.addBatch();
      }
      int[] rows = statement.executeBatch();
      // A statement of another kind, such as a call of a function, changes no rows of its own.
      return COUNTS_ROWS.matcher(update).lookingAt()
          ? Math.toIntExact(Arrays.stream(rows).filter(it -> it == 0).count())
          : 0;
    }
  }

  private void send(Connection open, List<TokenWrite.Notification> notifications)
      throws SQLException {
    try (PreparedStatement statement = open.prepareStatement(notification)) {
      for (TokenWrite.Notification it : notifications) {
        statement.setString(1, it.channel());
        statement.setString(2, it.payload());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Keeps the connection after the refusal of a value, and replaces it after all else. */
  private void rollBackOrClose(Connection open, SQLException failed) {
    if (!DataErrors.isDataError(failed)) {
      close();
      return;
    }
    try {
      open.rollback();
    } catch (SQLException broken) {
      failed.addSuppressed(broken);
      close();
    }
  }

  private void addSecrets(Properties all) throws IOException {
    Optional<String> secret = password.isPresent() ? password : read(passwordFile);
    secret.ifPresent(it -> PGProperty.PASSWORD.set(all, it));
    if (!verifies) {
      return;
    }
    Optional<String> trusted = authorities.isPresent() ? authorities : read(authoritiesFile);
    PGProperty.SSL_FACTORY.set(
        all,
        trusted.isPresent()
            ? PemSocketFactory.class.getName()
            : DefaultJavaSSLFactory.class.getName());
    trusted.ifPresent(it -> PGProperty.SSL_FACTORY_ARG.set(all, it));
  }

  private static Optional<String> read(Optional<Path> file) throws IOException {
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(Files.readString(file.get(), UTF_8).strip());
  }

  private static Properties properties(DatabaseSettings database) {
    Duration answer = database.lockTimeout().plus(ANSWER_TIMEOUT);
    Properties properties = new Properties();
    PGProperty.USER.set(properties, database.user());
    PGProperty.SSL_MODE.set(properties, database.sslMode().word());
    PGProperty.APPLICATION_NAME.set(properties, "rbac-consumer");
    PGProperty.CONNECT_TIMEOUT.set(properties, Math.toIntExact(CONNECT_TIMEOUT.toSeconds()));
    PGProperty.SOCKET_TIMEOUT.set(properties, Math.toIntExact(answer.toSeconds()));
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.OPTIONS.set(properties, "-c lock_timeout=" + database.lockTimeout().toMillis());
    // A statement that is prepared on the server is bound to one server connection of a pooler.
    PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    // The detail of an error quotes values.
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    return properties;
  }

  private static <T extends TokenWrite> List<T> only(Class<T> kind, List<TokenWrite> writes) {
    return writes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
