package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.internal.lane.Lane;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.JitterSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the waits of lanes after an outage, evenly spread over a short time: all lanes of all
 * instances must not meet a store that has just started at once. Confined to the source thread,
 * except for {@link #request}.
 */
final class WaitingLanes {
  /** Time over which the attempts of the lanes of one instance are spread. */
  static final Duration SPREAD = Duration.ofMillis(500);

  /**
   * Shortest time between two such ends of waits: a store that is overloaded, or brokers that come
   * and go, must not make the lanes give up their backoff.
   */
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Clock clock;
  private final JitterSource jitter;
  private final AtomicBoolean requested = new AtomicBoolean();
  private long notBefore;

  WaitingLanes(Clock clock, JitterSource jitter) {
    this.clock = clock;
    this.jitter = jitter;
    this.notBefore = clock.nanoTime();
  }

  /**
   * Requests the attempts, which the source thread brings forward: at once, or an interval after it
   * did so before. Called by any thread.
   */
  void request() {
    requested.set(true);
  }

  /** Brings forward the next attempt of each lane that waits because of an outage, once. */
  void retryIfRequested(Collection<AssignedLane> lanes) {
    long now = clock.nanoTime();
    if (now - notBefore < 0 || !requested.getAndSet(false)) {
      return;
    }
    List<LaneDriver> waiting =
        lanes.stream()
            .map(AssignedLane::driver)
            .filter(driver -> driver.ask(Lane::waitsForOutage))
            .toList();
    if (!waiting.isEmpty()) {
      notBefore = now + INTERVAL.toNanos();
    }
    double share = SPREAD.toNanos() / (double) Math.max(1, waiting.size());
    for (int i = 0; i < waiting.size(); i++) {
      long at = now + (long) (share * (i + jitter.next()));
      waiting.get(i).change(lane -> lane.retryBy(at));
    }
  }
}
