package dev.rbacconsumer.launcher.config.types;

import java.util.List;

/**
 * Paths of the admin port with a fixed route, which metrics therefore cannot use. A test compares
 * them with the routes.
 */
public final class AdminPaths {
  /** Liveness: whether only a restart helps. */
  public static final String LIVENESS = "/livez";

  /** Readiness: whether the consumer works and is connected to Kafka. */
  public static final String READINESS = "/readyz";

  /** Startup: whether the consumer has started to work. */
  public static final String STARTUP = "/startupz";

  /** Status of each partition. */
  public static final String STATUS = "/status";

  /** Whether an event was applied. */
  public static final String APPLIED = "/applied";

  /** Actions of operators, and where they are served. */
  public static final String ACTIONS = "/actions";

  /** Log level. */
  public static final String LOG_LEVEL = "/loglevel";

  /** All of these paths; the root cannot be set as a path anyway. */
  static final List<String> ALL =
      List.of(LIVENESS, READINESS, STARTUP, STATUS, APPLIED, ACTIONS, LOG_LEVEL);

  private AdminPaths() {}

  /** Returns whether metrics can use a path. */
  public static boolean isFree(String path) {
    return !ALL.contains(path);
  }
}
