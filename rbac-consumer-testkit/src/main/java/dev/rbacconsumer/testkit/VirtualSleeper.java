package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.time.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sleeper that advances a {@link ManualClock} in place of waiting. Events during a sleep are
 * planned with {@link #after}: an event runs on the sleeping thread once a sleep reaches its time,
 * and may end that sleep with {@link #wake}, or with the thread's interrupt.
 *
 * <p>For tests of one thread. Not thread-safe.
 */
public final class VirtualSleeper implements Sleeper {
  private final ManualClock clock;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
  private final List<Duration> sleeps = new ArrayList<>();
  private long planned;
  private boolean woken;

  /** Creates a sleeper that advances a clock instead of waiting. */
  public VirtualSleeper(ManualClock clock) {
    this.clock = clock;
  }

  @Override
  public void sleep(Duration atMost) throws InterruptedException {
    if (atMost.isNegative() || atMost.isZero()) {
      throw new IllegalArgumentException("sleep: want above zero, got " + atMost);
    }
    Duration start = clock.elapsed();
    Duration end = start.plus(atMost);
    try {
      while (!endsNow() && clock.elapsed().compareTo(end) < 0) {
        moveOn(end);
      }
    } finally {
      sleeps.add(clock.elapsed().minus(start));
    }
  }

  @Override
  public void wake() {
    woken = true;
  }

  /**
   * Plans an event. Events with the same time run in the order in which they were planned.
   *
   * @param delay time from now, at least zero; an event after the end of a sleep waits for the next
   *     sleep
   */
  public void after(Duration delay, Runnable event) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay: want at least zero, got " + delay);
    }
    events.add(new Event(clock.elapsed().plus(delay), planned++, event));
  }

  /** Returns the length of each sleep, in order, including interrupted ones. */
  public List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }

  private boolean endsNow() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted in virtual time");
    }
    boolean ends = woken;
    woken = false;
    return ends;
  }

  /** Advances to the next event and runs it, or advances to the end. */
  private void moveOn(Duration end) {
    Event next = events.peek();
    Duration goal = next == null || next.at().compareTo(end) > 0 ? end : next.at();
    Duration missing = goal.minus(clock.elapsed());
    if (!missing.isNegative()) {
      clock.advance(missing);
    }
    if (next != null && next.at().compareTo(end) <= 0) {
      events.remove().run().run();
    }
  }

  private record Event(Duration at, long number, Runnable run) {}
}
