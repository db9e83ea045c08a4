package com.example;

import dev.rbacconsumer.core.outcome.FenceToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Store with a mistake: it reads the fence in the transaction of the write, and locks no row. */
final class FenceNotLocked extends JdbcRelations {
  FenceNotLocked(DataSource database) {
    super(database);
  }

  @Override
  boolean isInForce(Connection connection, FenceToken fence) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT token FROM fences WHERE lock_id = ?")) {
      query.setString(1, fence.lockId());
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getString(1).equals(fence.token());
      }
    }
  }
}
