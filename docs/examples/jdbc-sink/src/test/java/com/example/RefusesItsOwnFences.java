package com.example;

import dev.rbacconsumer.core.outcome.FenceToken;
import java.sql.Connection;
import javax.sql.DataSource;

/** Store with a mistake: it refuses the fences that it has issued. */
final class RefusesItsOwnFences extends JdbcRelations {
  RefusesItsOwnFences(DataSource database) {
    super(database);
  }

  @Override
  boolean isInForce(Connection connection, FenceToken fence) {
    return false;
  }
}
