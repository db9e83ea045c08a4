package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the latest requests, so that a copy of one is not carried out again. A request is
 * remembered for as long as its time makes it acceptable. Thread-safe.
 */
final class SeenRequests {
  /** Longest difference between the time of a request and the clock here. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final int MAX_REQUESTS = 10_000;

  private final Clock clock;
  private final Map<String, Instant> seen = new LinkedHashMap<>();

  SeenRequests(Clock clock) {
    this.clock = clock;
  }

  /** Returns whether the time of a request is near enough to the clock here. */
  boolean isTimely(Instant at) {
    return Duration.between(at, clock.now()).abs().compareTo(TOLERANCE) <= 0;
  }

  /**
   * Records a timely request. Returns false if it was recorded before, or if there is no room,
   * which the limit of requests excludes.
   */
  synchronized boolean add(String id) {
    Instant old = clock.now().minus(TOLERANCE.multipliedBy(2));
    seen.values().removeIf(old::isAfter);
    return seen.size() < MAX_REQUESTS && seen.putIfAbsent(id, clock.now()) == null;
  }
}
