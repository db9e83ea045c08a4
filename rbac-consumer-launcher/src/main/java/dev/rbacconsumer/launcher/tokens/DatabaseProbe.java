package dev.rbacconsumer.launcher.tokens;

import dev.rbacconsumer.launcher.tokens.settings.TokenSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** Checks whether tokens could be stored in a database. It writes nothing. */
public final class DatabaseProbe {
  private DatabaseProbe() {}

  /** Returns why tokens could not be stored, in one sentence; empty if they could. */
  public static Optional<String> problem(TokenSettings.Postgres settings) {
    TokenDatabase database = new TokenDatabase(settings);
    try {
      database.check();
      return Optional.empty();
    } catch (SQLException failed) {
      return Optional.of(
          "%s: %s (SQLSTATE %s)".formatted(database.place(), failed.getMessage(), state(failed)));
    } catch (IOException unreadable) {
      return Optional.of("a file of the settings cannot be read: " + unreadable);
    } finally {
      database.close();
    }
  }

  private static String state(SQLException failed) {
    return Optional.ofNullable(failed.getSQLState()).orElse("unknown");
  }
}
