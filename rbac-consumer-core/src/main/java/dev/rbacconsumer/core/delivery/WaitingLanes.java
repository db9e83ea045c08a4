package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.lane.Lane;
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

  private final Clock clock;
  private final JitterSource jitter;
  private final AtomicBoolean requested = new AtomicBoolean();

  WaitingLanes(Clock clock, JitterSource jitter) {
    this.clock = clock;
    this.jitter = jitter;
  }

  /** Requests the attempts, which the source thread brings forward. Called by any thread. */
  void request() {
    requested.set(true);
  }

  /** Brings forward the next attempt of each lane that waits because of an outage, once. */
  void retryIfRequested(Collection<AssignedLane> lanes) {
    if (!requested.getAndSet(false)) {
      return;
    }
    List<LaneDriver> waiting =
        lanes.stream()
            .map(AssignedLane::driver)
            .filter(driver -> driver.ask(Lane::waitsForOutage))
            .toList();
    long now = clock.nanoTime();
    double share = SPREAD.toNanos() / (double) Math.max(1, waiting.size());
    for (int i = 0; i < waiting.size(); i++) {
      long at = now + (long) (share * (i + jitter.next()));
      waiting.get(i).change(lane -> lane.retryBy(at));
    }
  }
}
