package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Backoff;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tracks whether this consumer holds the fence of a partition, and when to try again to acquire it.
 */
public final class Ownership {
  /**
   * Most waits that count after an outage: should the next attempt fail too, the wait after it is
   * about half a minute, and not that of the whole outage.
   */
  static final int WAITS_AFTER_OUTAGE = 5;

  private final PartitionId partition;
  private final Backoff backoff;
  private @Nullable FenceToken fence;
  private StoreMemory memory = StoreMemory.UNKNOWN;
  private Set<FenceToken> replaced = Set.of();
  private int tenure;
  private int failures;

  /** Number of waits since the first failure, or since the store answered again after it. */
  private int waits;

  private boolean refused;
  private long notBefore;
  private long attemptedSince;

  /** Position behind the last record of the shortest attempt that may still take effect. */
  private long doubtedBelow = Long.MAX_VALUE;

  Ownership(PartitionId partition, Backoff backoff, long now) {
    this.partition = partition;
    this.backoff = backoff;
    this.notBefore = now;
    this.attemptedSince = now;
  }

  PartitionId partition() {
    return partition;
  }

  /** Returns the token in force; null while there is none. */
  @Nullable FenceToken fence() {
    return fence;
  }

  /** Returns the token in force; null while there is none, and where fencing is switched off. */
  @Nullable FenceToken writeFence() {
    FenceToken held = fence;
    return held != null && held.isFenced() ? held : null;
  }

  /** Returns the store's memory of the partition from the last acquisition of the fence. */
  StoreMemory memory() {
    return memory;
  }

  /** Returns the tokens that were in force before the last acquisition of the fence. */
  Set<FenceToken> replaced() {
    return replaced;
  }

  /** Returns the last acquisition of the fence, which must be held. */
  FenceOutcome.Acquired acquired() {
    return new FenceOutcome.Acquired(Objects.requireNonNull(fence), memory, replaced);
  }

  /** Returns whether any attempt may still take effect while the fence is in force. */
  boolean isInDoubt() {
    return doubtedBelow != Long.MAX_VALUE;
  }

  /** Returns the number of this holding of the fence, from 1; 0 while the fence is not held. */
  public int tenure() {
    return fence == null ? 0 : tenure;
  }

  LaneAction acquire(long now) {
    if (now - notBefore < 0) {
      return new LaneAction.WaitUntil(notBefore, refused);
    }
    attemptedSince = now;
    return new LaneAction.AcquireFence();
  }

  DeliveryEvent attempted(FenceOutcome outcome, long now, double draw) {
    int attempt = failures + 1;
    Duration elapsed = Duration.ofNanos(now - attemptedSince);
    if (outcome instanceof FenceOutcome.Acquired acquired) {
      fence = acquired.token();
      memory = acquired.memory();
      replaced = acquired.replaced();
      tenure++;
      failures = 0;
      waits = 0;
      refused = false;
      doubtedBelow = Long.MAX_VALUE;
      return new PartitionEvent.FenceAcquired(partition, attempt, elapsed);
    }
    FenceOutcome.NotAcquired refusal = (FenceOutcome.NotAcquired) outcome;
    Duration delay = delay(now, draw);
    refused = true;
    return new PartitionEvent.FenceNotAcquired(
        partition, refusal.reason(), refusal.message(), attempt, elapsed, delay);
  }

  /**
   * Records that an attempt up to a record may still take effect while the fence is in force. A
   * repetition of it, or of what it held of earlier records, does no harm. A newer write would be
   * undone by the late effect.
   *
   * @return whether this is the first doubt
   */
  boolean doubt(SourceRecord last) {
    boolean first = doubtedBelow == Long.MAX_VALUE;
    doubtedBelow = Math.min(doubtedBelow, last.offset().commitPosition().value());
    return first;
  }

  /**
   * Returns whether a change up to a record has to wait for a new fence, which voids such attempts.
   */
  boolean isInDoubt(SourceRecord last) {
    return last.offset().value() >= doubtedBelow;
  }

  /** Gives the fence up, and returns the action that acquires a new one. */
  LaneAction renew(long now) {
    giveUp(now);
    return acquire(now);
  }

  /**
   * Gives the fence up. It is acquired again at once, and the memory of the store read again.
   *
   * @param now the monotonic clock, in nanoseconds
   */
  public void giveUp(long now) {
    fence = null;
    refused = false;
    notBefore = now;
  }

  /** Returns whether an attempt was not answered as wanted, and the next one waits. */
  boolean isRefused() {
    return fence == null && refused;
  }

  /** Makes the next attempt no later than at a time, if it waits after a refusal. */
  void retryBy(long nanoTime) {
    if (isRefused()) {
      notBefore = nanoTime - notBefore < 0 ? nanoTime : notBefore;
      waits = Math.min(waits, WAITS_AFTER_OUTAGE);
    }
  }

  /** Makes the next attempt at once. Returns whether one was waiting. */
  boolean retryNow(long now) {
    boolean waits = fence == null && now - notBefore < 0;
    if (waits) {
      notBefore = now;
    }
    return waits;
  }

  /**
   * Records the loss of the fence. The next attempt waits, as after a failure: two owners must not
   * take the fence from each other at full speed.
   */
  void lose(long now, double draw) {
    fence = null;
    refused = false;
    delay(now, draw);
  }

  private Duration delay(long now, double draw) {
    failures++;
    waits++;
    Duration delay = backoff.delay(waits, draw);
    notBefore = now + delay.toNanos();
    return delay;
  }
}
