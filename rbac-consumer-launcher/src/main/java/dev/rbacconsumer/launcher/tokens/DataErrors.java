package dev.rbacconsumer.launcher.tokens;

import java.sql.SQLException;
import java.util.Optional;

/** Recognises refusals of a value, which no retry can change. */
final class DataErrors {
  private DataErrors() {}

  /**
   * Returns whether the database refuses a value: data exceptions and violated constraints. The
   * same write would fail again.
   */
  static boolean isDataError(SQLException failed) {
    for (SQLException it = failed; it != null; it = it.getNextException()) {
      String state = Optional.ofNullable(it.getSQLState()).orElse("");
      if (state.startsWith("22") || state.startsWith("23")) {
        return true;
      }
    }
    return false;
  }
}
