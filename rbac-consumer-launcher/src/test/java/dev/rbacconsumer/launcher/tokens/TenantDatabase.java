package dev.rbacconsumer.launcher.tokens;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.launcher.tokens.settings.DatabaseSettings;
import dev.rbacconsumer.launcher.tokens.settings.SslMode;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettings;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.spicedb.PostgresCluster;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Real PostgreSQL with the table of tenants that RBAC has. Tests without the server are skipped.
 */
public final class TenantDatabase implements AutoCloseable {
  /** Name that every statement of a test is patient for. */
  public static final String CHANNEL = "READ_YOUR_WRITES_CHANNEL";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PostgresCluster cluster;

  private TenantDatabase(PostgresCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts a database with an empty table. */
  public static TenantDatabase start() {
    assumeTrue(PostgresCluster.isInstalled(), "takes PostgreSQL in /usr/lib/postgresql");
    TenantDatabase database = new TenantDatabase(PostgresCluster.start());
    database.execute(
        "CREATE TABLE api_tenant (id serial PRIMARY KEY, org_id varchar(36) UNIQUE,"
            + " relations_consistency_token varchar(1024), ready boolean NOT NULL DEFAULT false,"
            + " changed int NOT NULL DEFAULT 0)");
    return database;
  }

  /** Returns the server, to stop and start it. */
  public PostgresCluster cluster() {
    return cluster;
  }

  /** Adds a tenant without a token. */
  public void addTenant(String org) {
    execute("INSERT INTO api_tenant (org_id) VALUES ('" + org + "')");
  }

  /** Returns the token of a tenant; empty if there is none. */
  public String token(String org) {
    return query(
        "SELECT coalesce(relations_consistency_token, '') FROM api_tenant WHERE org_id = '%s'"
            .formatted(org));
  }

  /** Waits until a tenant has a token. */
  public void awaitToken(String org, String token) {
    Eventually.get(() -> token(org), token::equals, PATIENCE);
  }

  /** Returns the first column of the first row. */
  public String query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  /** Runs a statement as the superuser. */
  public void execute(String sql) {
    cluster.execute(sql);
  }

  /** Opens a connection as the superuser. */
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", cluster.user());
    return new Driver()
        .connect("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(cluster.port()), properties);
  }

  /** Returns settings for this database with a queue of the smallest size. */
  public TokenSettings.Postgres settings() {
    return settings(
        new DatabaseSettings(
            new HostAndPort("127.0.0.1", cluster.port()),
            "postgres",
            cluster.user(),
            Optional.empty(),
            SslMode.PREFER,
            Optional.empty(),
            Duration.ofSeconds(60)));
  }

  /** Returns settings for a connection. */
  public static TokenSettings.Postgres settings(DatabaseSettings database) {
    return new TokenSettings.Postgres(
        database,
        CHANNEL,
        "UPDATE api_tenant SET relations_consistency_token = ? WHERE org_id = ?",
        "SELECT pg_notify(?, ?)",
        200,
        Duration.ofMillis(100));
  }

  @Override
  public void close() {
    cluster.close();
  }

  /** Connection that listens to a channel by its quoted name, as RBAC does. */
  public static final class Listener implements AutoCloseable {
    private final Connection connection;
    private final List<String> payloads = new ArrayList<>();

    /** Starts to listen. */
    public Listener(TenantDatabase database, String channel) throws SQLException {
      connection = database.connect();
      try (Statement statement = connection.createStatement()) {
        statement.execute("LISTEN \"" + channel + "\"");
      }
    }

    /** Waits for a number of notifications, and returns all payloads so far. */
    public List<String> await(int count) {
      return Eventually.get(this::payloads, all -> all.size() >= count, PATIENCE);
    }

    private List<String> payloads() {
      try {
        PGNotification[] news = connection.unwrap(PGConnection.class).getNotifications(20);
        for (PGNotification it : news == null ? new PGNotification[0] : news) {
          payloads.add(it.getParameter());
        }
        return List.copyOf(payloads);
      } catch (SQLException failed) {
        throw new AssertionError(failed);
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
