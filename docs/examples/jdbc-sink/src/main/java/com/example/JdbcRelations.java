package com.example;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.outcome.StoreMemory.Lock;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Keeps tuples and fences in two tables of a relational database. A call is one transaction, which
 * locks the row of the fence first: a later owner waits until the write has ended, and an earlier
 * one is refused. Works with PostgreSQL and H2. Keeps no marks. A call blocks as long as the
 * timeouts of the driver and of the database allow: set them for statements, locks and the
 * connection. Thread-safe.
 */
public class JdbcRelations implements RelationSink, FenceAuthority {
  /** Statements that create the tables where they are not there yet. */
  public static final List<String> TABLES =
      List.of(
          "CREATE TABLE IF NOT EXISTS fences"
              + " (lock_id VARCHAR(1024) PRIMARY KEY, token VARCHAR(36) NOT NULL)",
          "CREATE TABLE IF NOT EXISTS tuples (tuple VARCHAR(4096) PRIMARY KEY)");

  private static final String LOCK_FENCE = "SELECT token FROM fences WHERE lock_id = ? FOR UPDATE";

  final DataSource database;

  /** Creates a store in a database that has the {@link #TABLES}. */
  public JdbcRelations(DataSource database) {
    this.database = database;
  }

  @Override
  public Outcome apply(TupleChange change, FenceToken fence, Duration timeout)
      throws InterruptedException {
    if (change.isEmpty()) {
      throw new IllegalArgumentException("change: want at least one tuple, got none");
    }
    requireCallable(timeout);
    boolean committing = false;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      if (!isInForce(connection, fence)) {
        return new Outcome.FenceLost("another owner has taken the lock " + fence.lockId());
      }
      // Without tuples that are there already, no insertion fails. Readers see only the end.
      update(connection, "DELETE FROM tuples WHERE tuple = ?", change.removals());
      update(connection, "DELETE FROM tuples WHERE tuple = ?", change.additions());
      update(connection, "INSERT INTO tuples (tuple) VALUES (?)", change.additions());
      committing = true;
      connection.commit();
      return new Outcome.Applied(Optional.empty());
    } catch (SQLException failure) {
      // Only a commit without an answer may still take effect.
      return new Outcome.RetryLater("database", words(failure), committing);
    }
  }

  @Override
  public FenceOutcome acquire(String lockId, Duration timeout) throws InterruptedException {
    requireCallable(timeout);
    FenceToken fence = new FenceToken(lockId, UUID.randomUUID().toString());
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Optional<String> before = tokenInForce(connection, lockId);
      String statement =
          before.isPresent()
              ? "UPDATE fences SET token = ? WHERE lock_id = ?"
              : "INSERT INTO fences (token, lock_id) VALUES (?, ?)";
      try (PreparedStatement update = connection.prepareStatement(statement)) {
        update.setString(1, fence.token());
        update.setString(2, lockId);
        update.executeUpdate();
      }
      connection.commit();
      Lock lock = before.isPresent() ? Lock.HELD : Lock.FREE;
      return new FenceOutcome.Acquired(
          fence,
          new StoreMemory(lock, List.of(), false),
          before.map(token -> Set.of(new FenceToken(lockId, token))).orElse(Set.of()));
    } catch (SQLException failure) {
      return new FenceOutcome.NotAcquired("database", words(failure));
    }
  }

  /** Reads all tuples that are committed. */
  public Set<RelationTuple> tuples() throws SQLException {
    Set<RelationTuple> tuples = new HashSet<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement("SELECT tuple FROM tuples");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        tuples.add(RelationTuple.parse(rows.getString(1)));
      }
    }
    return tuples;
  }

  /** Returns whether a fence is in force, and locks it until the transaction ends. */
  boolean isInForce(Connection connection, FenceToken fence) throws SQLException {
    return tokenInForce(connection, fence.lockId()).filter(fence.token()::equals).isPresent();
  }

  private static Optional<String> tokenInForce(Connection connection, String lockId)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LOCK_FENCE)) {
      query.setString(1, lockId);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  private static void update(Connection connection, String statement, List<RelationTuple> tuples)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(statement)) {
      for (RelationTuple tuple : tuples) {
        update.setString(1, tuple.toString());
        update.executeUpdate();
      }
    }
  }

  private static void requireCallable(Duration timeout) throws InterruptedException {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout: want > 0, got " + timeout);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before the call");
    }
  }

  private static String words(SQLException failure) {
    return "the database failed with the SQLSTATE " + failure.getSQLState();
  }
}
