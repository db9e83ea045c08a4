package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.port.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sleeps in no time, by moving a {@link ManualClock}. What is to happen meanwhile is planned ahead
 * with {@link #after}: the event runs on the sleeping thread once a sleep reaches its time, and may
 * end that sleep with {@link #wake}, or with the thread's interrupt.
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

  /**
   * @param clock what time passes on
   */
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
   * Plans an event. Events of one time run in the order planned.
   *
   * @param delay from now, at least zero; a time that no sleep reaches waits for the next sleep
   */
  public void after(Duration delay, Runnable event) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay: want at least zero, got " + delay);
    }
    events.add(new Event(clock.elapsed().plus(delay), planned++, event));
  }

  /** How long each sleep took, in order, also one that was interrupted. */
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

  /** To the next event and through it, or to the end. */
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
