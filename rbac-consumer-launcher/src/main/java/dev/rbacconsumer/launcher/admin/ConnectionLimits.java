package dev.rbacconsumer.launcher.admin;

import java.time.Duration;

/**
 * Limits of the admin port for one client, or for all together.
 *
 * @param connections most open connections, without those that wait for a later answer; a further
 *     one replaces the oldest slow one
 * @param request longest time from the connection to the complete request
 * @param response longest time for a client to read its response
 * @param end longest time for a client to close its connection after that
 * @param laterAnswer longest time to wait for a later answer; more than any route takes
 * @param waiting most connections that wait for a later answer
 */
record ConnectionLimits(
    int connections,
    Duration request,
    Duration response,
    Duration end,
    Duration laterAnswer,
    int waiting) {
  static final ConnectionLimits DEFAULT =
      new ConnectionLimits(
          64,
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofMinutes(4),
          128);

  /** Creates limits with the default ones for later answers. */
  ConnectionLimits(int connections, Duration request, Duration response, Duration end) {
    this(connections, request, response, end, DEFAULT.laterAnswer, DEFAULT.waiting);
  }

  /** Returns a copy with other limits for later answers. */
  ConnectionLimits withWaiting(Duration longest, int most) {
    return new ConnectionLimits(connections, request, response, end, longest, most);
  }
}
