package dev.rbacconsumer.launcher.tokens;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Lines about the database of tokens, at most one of a kind in a minute, without content of events.
 * Confined to the writer's thread.
 */
final class TokenLog {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private enum Kind {
    FAILED,
    DATA_ERROR,
    UNKNOWN_TENANT
  }

  private final Logger log;
  private final Clock clock;
  private final String place;
  private final Map<Kind, Long> quietUntil = new EnumMap<>(Kind.class);
  private final Map<Kind, Integer> unreported = new EnumMap<>(Kind.class);
  private int failures;

  TokenLog(Logger log, Clock clock, String place) {
    this.log = log;
    this.clock = clock;
    this.place = place;
  }

  /** Reports that the connection works, unless no attempt failed before. */
  void connected() {
    if (failures > 0) {
      log.info("Database {} answers again after {} failed attempts", place, failures);
    }
    failures = 0;
  }

  /** Reports the first connection. */
  void firstConnection() {
    log.info("Consistency tokens go to the database {}", place);
  }

  /** Reports that the first connection failed, before there was anything to write. */
  void notConnected(Exception failure) {
    failures++;
    log.warn(
        "Could not connect to {} for consistency tokens; the next attempt comes with the first"
            + " token: {}",
        place,
        SafeText.field(String.valueOf(failure.getMessage())));
    log.debug("Could not connect, in detail", failure);
  }

  /** Reports a failed attempt, which is repeated. */
  void failed(Exception failure, int waiting, Duration delay) {
    failures++;
    if (isDue(Kind.FAILED, 1)) {
      log.warn(
          "Could not write consistency tokens to {}; {} wait, next attempt in {} ms; delivery goes"
              + " on: {}",
          place,
          waiting,
          delay.toMillis(),
          SafeText.field(String.valueOf(failure.getMessage())));
      log.debug("Could not write consistency tokens, in detail", failure);
    }
  }

  /** Reports a value that the database refuses. */
  void refused(String sqlState) {
    int count = add(Kind.DATA_ERROR, 1);
    if (isDue(Kind.DATA_ERROR, count)) {
      log.warn(
          "Dropped {} writes that {} refuses, latest with SQLSTATE {}", count, place, sqlState);
    }
  }

  /** Reports organisations that have no row. */
  void unknownTenants(int tenants) {
    int count = add(Kind.UNKNOWN_TENANT, tenants);
    if (isDue(Kind.UNKNOWN_TENANT, count)) {
      log.warn("Did not store {} consistency tokens: {} has no row for the tenant", count, place);
    }
  }

  /** Reports what was not written at the end. */
  void left(int writes) {
    log.warn("{} consistency tokens and notifications were not written to {}", writes, place);
  }

  private int add(Kind kind, int more) {
    return unreported.merge(kind, more, Integer::sum);
  }

  private boolean isDue(Kind kind, int count) {
    long now = clock.nanoTime();
    Long quiet = quietUntil.get(kind);
    if (count == 0 || (quiet != null && now - quiet < 0)) {
      return false;
    }
    quietUntil.put(kind, now + INTERVAL.toNanos());
    unreported.remove(kind);
    return true;
  }
}
