package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Backoff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tracks whether this consumer holds the fence of a partition, and when to try again to acquire it.
 */
public final class Ownership {
  private final PartitionId partition;
  private final Backoff backoff;
  private @Nullable FenceToken fence;
  private StoreMemory memory = StoreMemory.UNKNOWN;
  private int tenure;
  private int failures;
  private long notBefore;
  private long attemptedSince;

  /** Behind the last record of the shortest attempt that may still take effect. */
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

  /** The token in force; null while there is none. */
  @Nullable FenceToken fence() {
    return fence;
  }

  /** What the store remembered when the fence was acquired last. */
  StoreMemory memory() {
    return memory;
  }

  /** Whether any attempt may still take effect while the fence is in force. */
  boolean isInDoubt() {
    return doubtedBelow != Long.MAX_VALUE;
  }

  /** Tells one holding of the fence from every other; 0 while it is not held. */
  public int tenure() {
    return fence == null ? 0 : tenure;
  }

  LaneAction acquire(long now) {
    if (now - notBefore < 0) {
      return new LaneAction.WaitUntil(notBefore);
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
      tenure++;
      failures = 0;
      doubtedBelow = Long.MAX_VALUE;
      return new PartitionEvent.FenceAcquired(partition, attempt, elapsed);
    }
    FenceOutcome.NotAcquired refusal = (FenceOutcome.NotAcquired) outcome;
    Duration delay = delay(now, draw);
    return new PartitionEvent.FenceNotAcquired(
        partition, refusal.reason(), refusal.message(), attempt, elapsed, delay);
  }

  /**
   * An attempt up to this record may still take effect while the fence is in force. To repeat it,
   * or what it held of earlier records, does no harm. To write what is newer would: the late effect
   * would undo it.
   *
   * @return whether this is the first doubt
   */
  boolean doubt(SourceRecord last) {
    boolean first = doubtedBelow == Long.MAX_VALUE;
    doubtedBelow = Math.min(doubtedBelow, last.offset().commitPosition().value());
    return first;
  }

  /** Whether a change up to this record has to wait for a new fence, which voids such attempts. */
  boolean isInDoubt(SourceRecord last) {
    return last.offset().value() >= doubtedBelow;
  }

  /** Gives the fence up for a new one, to be taken at once. */
  LaneAction renew(long now) {
    giveUp(now);
    return acquire(now);
  }

  /** Gives the fence up. It is taken again at once, and the memory of the store read again. */
  public void giveUp(long now) {
    fence = null;
    notBefore = now;
  }

  /** The first new attempt waits, as after a failure: two owners must not fight at full speed. */
  void lose(long now, double draw) {
    fence = null;
    delay(now, draw);
  }

  private Duration delay(long now, double draw) {
    failures++;
    Duration delay = backoff.delay(failures, draw);
    notBefore = now + delay.toNanos();
    return delay;
  }
}
