package dev.rbacconsumer.testkit.simulation.scaling;

import dev.rbacconsumer.testkit.ManualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.IntUnaryOperator;

/**
 * Draws the times that calls take, and keeps them until they have passed. Without {@link Scaling},
 * calls take no time.
 */
public final class Timing {
  private final Optional<Scaling> scaling;
  private final IntUnaryOperator choices;
  private final ManualClock time;
  private final PriorityQueue<Long> ends = new PriorityQueue<>();

  /**
   * @param choices draws a number from 0 (included) to the given number (excluded)
   */
  public Timing(Optional<Scaling> scaling, IntUnaryOperator choices, ManualClock time) {
    this.scaling = scaling;
    this.choices = choices;
    this.time = time;
  }

  /** Returns whether calls take time. */
  public boolean isOn() {
    return scaling.isPresent();
  }

  /** Returns when a call to the store is answered that begins now, or at a later given time. */
  public long storeCallFrom(long start) {
    return end(scaling.map(Scaling::storeCall), Math.max(start, time.nanoTime()));
  }

  /** Returns when a broker answers a request of now. */
  public long brokerCall() {
    return end(scaling.map(Scaling::brokerCall), time.nanoTime());
  }

  /** Returns the nanoseconds until the next call ends; the largest value if there is none. */
  public long untilNext() {
    long now = time.nanoTime();
    while (!ends.isEmpty() && ends.peek() <= now) {
      ends.remove();
    }
    return ends.isEmpty() ? Long.MAX_VALUE : ends.peek() - now;
  }

  private long end(Optional<Duration> longest, long start) {
    if (longest.isEmpty()) {
      return start;
    }
    int most = Math.toIntExact(longest.get().toMillis());
    long end = start + Duration.ofMillis(1 + choices.applyAsInt(most)).toNanos();
    ends.add(end);
    return end;
  }
}
