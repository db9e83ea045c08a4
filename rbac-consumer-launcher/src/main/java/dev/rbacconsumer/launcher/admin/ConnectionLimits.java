package dev.rbacconsumer.launcher.admin;

import java.time.Duration;

/**
 * Limits of the admin port for one client, or for all together.
 *
 * @param connections most open connections; a further one replaces the oldest slow one
 * @param request longest time from the connection to the complete request
 * @param response longest time for a client to read its response
 * @param end longest time for a client to close its connection after that
 */
record ConnectionLimits(int connections, Duration request, Duration response, Duration end) {
  static final ConnectionLimits DEFAULT =
      new ConnectionLimits(
          64, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(2));
}
