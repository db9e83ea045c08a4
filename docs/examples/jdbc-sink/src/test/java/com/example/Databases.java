package com.example;

import dev.rbacconsumer.testkit.store.CallPoints;
import dev.rbacconsumer.testkit.store.StoreUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Databases of H2 in memory, one for each test and each schedule. */
final class Databases {
  private Databases() {}

  // [jdbc-store]
  /**
   * Creates a store in a new database. A statement waits for a lock for 1 ms: in a simulation, its
   * holder continues only when the statement has ended.
   *
   * @param points points at which a simulation may act
   * @param constructor creates the store over its database
   */
  static StoreUnderTest store(CallPoints points, Function<DataSource, JdbcRelations> constructor)
      throws SQLException {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=1");
    execute(database, JdbcRelations.TABLES.toArray(new String[0]));
    JdbcRelations store = constructor.apply(points.around(database));
    return StoreUnderTest.of(store, store, store::tuples)
        .closing(() -> execute(database, "SHUTDOWN"));
  }

  // [/jdbc-store]

  private static void execute(DataSource database, String... statements) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
