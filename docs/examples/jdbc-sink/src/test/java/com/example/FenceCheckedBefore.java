package com.example;

import dev.rbacconsumer.core.outcome.FenceToken;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Store with a mistake: it checks the fence in a transaction of its own, before the write. */
final class FenceCheckedBefore extends JdbcRelations {
  FenceCheckedBefore(DataSource database) {
    super(database);
  }

  @Override
  boolean isInForce(Connection writing, FenceToken fence) throws SQLException {
    try (Connection other = database.getConnection()) {
      return super.isInForce(other, fence);
    }
  }
}
