package dev.rbacconsumer.launcher.admin;

import java.time.Duration;

/**
 * What one client, or all together, may take of the admin port.
 *
 * @param connections open at once; a further one takes the place of the oldest that is slow
 * @param request time in which a request has to arrive, from the connection on
 * @param response time in which a client has to take its response
 * @param end time in which a client has to end its connection after that
 */
record Limits(int connections, Duration request, Duration response, Duration end) {
  static final Limits DEFAULT =
      new Limits(64, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(2));
}
