package dev.rbacconsumer.launcher.tokens.settings;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.settings.Setting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads the database from a Clowder file. */
public final class ClowderDatabase {
  private ClowderDatabase() {}

  /** Returns the values by name of setting; none if the file has no database. */
  public static Map<String, String> settings(JsonTree root) {
    JsonTree database = root.get("database");
    Map<String, String> settings = new HashMap<>();
    settings.put(TokenOptions.HOST.name(), database.get("hostname").text());
    settings.put(TokenOptions.PORT.name(), database.get("port").text());
    settings.put(TokenOptions.NAME.name(), database.get("name").text());
    settings.put(TokenOptions.USER.name(), database.get("username").text());
    settings.put(TokenOptions.PASSWORD.name(), database.get("password").text());
    settings.put(TokenOptions.SSL_MODE.name(), database.get("sslMode").text());
    settings.put(TokenOptions.CA.name(), database.get("rdsCa").text());
    settings.values().removeIf(String::isEmpty);
    return settings;
  }

  /**
   * Returns the settings in the file that have no effect: all of them if the environment names
   * another server, which must not receive this login, and those in whose place the environment
   * names a file.
   *
   * @param isInEnvironment whether the environment has a setting of this name
   */
  public static Set<String> beaten(Predicate<String> isInEnvironment) {
    if (isInEnvironment.test(TokenOptions.HOST.name())) {
      return TokenOptions.DATABASE.stream().map(Setting::name).collect(Collectors.toSet());
    }
    Set<String> beaten = new HashSet<>();
    if (isInEnvironment.test(TokenOptions.PASSWORD_FILE.name())) {
      beaten.add(TokenOptions.PASSWORD.name());
    }
    if (isInEnvironment.test(TokenOptions.ROOT_CERT.name())) {
      beaten.add(TokenOptions.CA.name());
    }
    return beaten;
  }

  /** Returns whether the value of a setting must not be shown. */
  public static boolean isSecret(String name) {
    return TokenOptions.ALL.stream().anyMatch(it -> it.secret() && it.name().equals(name));
  }
}
