package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.port.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Time that passes only when it is told to. Sleepers made here never block: they note until when
 * they sleep, and whoever steps their owner leaves it alone until then. Not thread-safe.
 */
public final class VirtualTime implements Clock {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<VirtualSleeper> sleepers = new ArrayList<>();
  private long nanos;
  private Duration skew = Duration.ZERO;

  @Override
  public Instant now() {
    return START.plusNanos(nanos).plus(skew);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  /** Time since the beginning. */
  public Duration elapsed() {
    return Duration.ofNanos(nanos);
  }

  /** Lets time pass. */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time: want to advance by >= 0, got " + duration);
    }
    nanos += duration.toNanos();
  }

  /** Moves the time of day alone, as an administrator or a time server does. */
  public void jump(Duration duration) {
    skew = skew.plus(duration);
  }

  /** A sleeper on this time. */
  public VirtualSleeper newSleeper() {
    VirtualSleeper sleeper = new VirtualSleeper();
    sleepers.add(sleeper);
    return sleeper;
  }

  /** When the first sleeper wakes by itself; {@link Long#MAX_VALUE} if none sleeps. */
  long nextWake() {
    return sleepers.stream()
        .filter(VirtualSleeper::isAsleep)
        .mapToLong(sleeper -> sleeper.until)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Notes its sleep and returns at once. */
  public final class VirtualSleeper implements Sleeper {
    private long until;
    private boolean sleeping;
    private boolean woken;

    @Override
    public void sleep(Duration atMost) {
      if (woken) {
        woken = false;
      } else {
        sleeping = true;
        until = nanos + atMost.toNanos();
      }
    }

    @Override
    public void wake() {
      woken = !sleeping;
      sleeping = false;
    }

    /** Whether its owner is to be left alone for now. */
    public boolean isAsleep() {
      sleeping = sleeping && nanos < until;
      return sleeping;
    }
  }
}
