package dev.rbacconsumer.launcher.config;

import java.util.List;

/**
 * What is served at a path of its own on the admin port, where metrics can therefore not be. A test
 * holds the routes to it.
 */
public final class AdminPaths {
  /** Whether only a restart helps. */
  public static final String LIVENESS = "/livez";

  /** Whether the consumer works and is connected to Kafka. */
  public static final String READINESS = "/readyz";

  /** Whether the consumer has begun to work. */
  public static final String STARTUP = "/startupz";

  /** What each partition does. */
  public static final String STATUS = "/status";

  /** How much is logged. */
  public static final String LOG_LEVEL = "/loglevel";

  /** All of them; the root cannot be set as a path anyway. */
  static final List<String> ALL = List.of(LIVENESS, READINESS, STARTUP, STATUS, LOG_LEVEL);

  private AdminPaths() {}

  /** Whether metrics can be at a path. */
  public static boolean isFree(String path) {
    return !ALL.contains(path);
  }
}
