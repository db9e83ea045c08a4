package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.Failure;
import dev.rbacconsumer.core.observe.FailureClass;
import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to one assigned partition. Pure: the time of the monotonic clock and the
 * random draws arrive as arguments. Not thread-safe.
 *
 * <p>A lane first acquires the fence, then needs a position, and only then takes records: a
 * position read before the fence was held could already be behind what the last owner applied.
 * Records are applied one at a time. A record is applied only once the commit that covers the last
 * applied one is acknowledged, so that a crash can never repeat more than one record, and repeating
 * one brings nothing back that a later one removed.
 */
final class Lane {
  private final PartitionId partition;
  private final LaneSettings settings;
  private final RecordQueue queue;

  private @Nullable FenceToken fence;
  private int fenceFailures;
  private long fenceNotBefore;
  private boolean positioned;
  private @Nullable Head head;
  private @Nullable CommitPosition settled;
  private @Nullable CommitPosition applied;
  private @Nullable CommitPosition acknowledged;
  private boolean ended;

  Lane(PartitionId partition, LaneSettings settings, long now) {
    this.partition = partition;
    this.settings = settings;
    this.queue = new RecordQueue(settings.maxQueuedRecords(), settings.maxQueuedBytes());
    this.fenceNotBefore = now;
  }

  /** What to do now. The result of the last action must have been told before. */
  LaneAction next(long now) {
    if (ended) {
      return new LaneAction.End();
    }
    FenceToken held = fence;
    if (held == null) {
      return now - fenceNotBefore >= 0
          ? new LaneAction.AcquireFence()
          : new LaneAction.WaitUntil(fenceNotBefore);
    }
    Head current = head;
    if (current == null) {
      SourceRecord record = queue.poll();
      if (record == null) {
        return new LaneAction.AwaitEvent();
      }
      current = new Head(record, now);
      head = current;
    }
    if (!current.isDue(now)) {
      return new LaneAction.WaitUntil(current.notBefore());
    }
    Failure condemned = current.condemned();
    if (condemned != null) {
      return new LaneAction.SetAside(current.record, condemned);
    }
    Decoding decoding = current.decoding();
    if (decoding == null) {
      return new LaneAction.Decode(current.record, current.failures() + 1);
    }
    return isBehind(applied)
        ? new LaneAction.AwaitEvent()
        : new LaneAction.Apply(current.record, decoding, held);
  }

  /** Takes a record into the queue. Passed over while no position is set: it will come again. */
  void offer(SourceRecord record) {
    if (positioned && !ended) {
      queue.add(record);
    }
  }

  /** The attempt to acquire the fence is over. */
  DeliveryEvent fenceAttempted(FenceOutcome outcome, long now, double draw) {
    int attempt = fenceFailures + 1;
    if (outcome instanceof FenceOutcome.Acquired acquired) {
      fence = acquired.token();
      fenceFailures = 0;
      return new DeliveryEvent.FenceAcquired(partition, attempt);
    }
    FenceOutcome.NotAcquired refusal = (FenceOutcome.NotAcquired) outcome;
    Duration delay = fenceFailed(now, draw);
    return new DeliveryEvent.FenceNotAcquired(
        partition, refusal.reason(), refusal.message(), attempt, delay);
  }

  /** Whether the group's committed position has to be read, and reading to be set to it. */
  boolean needsPosition() {
    return fence != null && !positioned && !ended;
  }

  /** Reading starts here: whatever was known of an earlier ownership is void. */
  void positioned(Optional<CommitPosition> committed) {
    positioned = true;
    settled = committed.orElse(null);
    acknowledged = settled;
    applied = null;
  }

  /** What the head asks for is known. */
  DeliveryEvent decoded(Decoding decoding, long now, double draw) {
    Head current = head();
    if (decoding instanceof Decoding.Tombstone) {
      settle(current);
      return new DeliveryEvent.TombstonePassed(current.record);
    }
    if (decoding instanceof Decoding.Malformed malformed) {
      return fail(current, FailureClass.MALFORMED, malformed.violation(), now, draw);
    }
    if (decoding instanceof Decoding.Invalid invalid) {
      return fail(current, FailureClass.INVALID, invalid.violations().get(0), now, draw);
    }
    current.decoded(decoding);
    return new DeliveryEvent.Decoded(current.record, decoding);
  }

  /** The attempt to apply the head is over. */
  DeliveryEvent attempted(Decoding decoding, Outcome outcome, long now, double draw) {
    Head current = head();
    return outcome.match(
        done -> {
          settle(current);
          applied = settled;
          return new DeliveryEvent.Applied(
              current.record,
              decoding,
              current.failures() + 1,
              Duration.ofNanos(now - current.startedAt));
        },
        later -> retry(current, transientFailure(later), null, now, draw),
        rejected ->
            fail(
                current,
                new Failure(FailureClass.REJECTED, rejected.reason(), rejected.message()),
                null,
                now,
                draw),
        lost -> {
          disown(now, draw);
          return new DeliveryEvent.FenceLost(partition, current.record, lost.message());
        });
  }

  /** The attempt to set the head aside is over; empty if it worked. */
  DeliveryEvent setAside(
      Failure failure, Optional<Outcome.RetryLater> problem, long now, double draw) {
    Head current = head();
    if (problem.isPresent()) {
      return retry(current, transientFailure(problem.get()), null, now, draw);
    }
    giveUp(current, failure);
    return new DeliveryEvent.DeadLettered(current.record, failure);
  }

  /** A commit of this partition is durable. */
  void commitAcknowledged(CommitPosition position) {
    if (acknowledged == null || acknowledged.compareTo(position) < 0) {
      acknowledged = position;
    }
  }

  /** What is settled and not yet known to be committed. */
  Optional<CommitPosition> uncommitted() {
    return isBehind(settled) ? Optional.ofNullable(settled) : Optional.empty();
  }

  /** No new record is begun. What is being done may still be told. */
  void end() {
    ended = true;
    queue.clear();
  }

  boolean isFull() {
    return !positioned || queue.isFull();
  }

  boolean hasRoom() {
    return positioned && queue.hasRoom();
  }

  private boolean isBehind(@Nullable CommitPosition wanted) {
    return wanted != null && (acknowledged == null || acknowledged.compareTo(wanted) < 0);
  }

  private void settle(Head current) {
    settled = current.record.offset().commitPosition();
    head = null;
  }

  private DeliveryEvent fail(
      Head current, FailureClass kind, Violation violation, long now, double draw) {
    Failure failure = new Failure(kind, violation.code().label(), violation.toString());
    return fail(current, failure, violation, now, draw);
  }

  private DeliveryEvent fail(
      Head current, Failure failure, @Nullable Violation violation, long now, double draw) {
    return switch (settings.policies().of(failure.kind())) {
      case RETRY -> retry(current, failure, violation, now, draw);
      case SKIP -> {
        giveUp(current, failure);
        yield new DeliveryEvent.Skipped(current.record, failure);
      }
      case DEAD_LETTER -> {
        current.condemn(failure);
        yield new DeliveryEvent.Condemned(current.record, failure);
      }
      case STOP -> {
        end();
        yield new DeliveryEvent.Stopped(current.record, failure);
      }
    };
  }

  /** Goes on without it. What a refused change left in the store counts as applied. */
  private void giveUp(Head current, Failure failure) {
    settle(current);
    if (failure.kind() == FailureClass.REJECTED) {
      applied = settled;
    }
  }

  private DeliveryEvent retry(
      Head current, Failure failure, @Nullable Violation violation, long now, double draw) {
    int attempt = current.failures() + 1;
    Duration delay = settings.backoff().delay(attempt, draw);
    current.failed(now + delay.toNanos());
    return new DeliveryEvent.Retrying(current.record, failure, violation, attempt, delay);
  }

  /**
   * Gives up everything that rests on the fence; the first new attempt waits, as after a failure.
   */
  private void disown(long now, double draw) {
    fence = null;
    positioned = false;
    head = null;
    queue.clear();
    fenceFailed(now, draw);
  }

  private Duration fenceFailed(long now, double draw) {
    fenceFailures++;
    Duration delay = settings.backoff().delay(fenceFailures, draw);
    fenceNotBefore = now + delay.toNanos();
    return delay;
  }

  private Head head() {
    Head current = head;
    if (current == null) {
      throw new IllegalStateException(partition + ": a result was told, but no record is in work");
    }
    return current;
  }

  private static Failure transientFailure(Outcome.RetryLater later) {
    return new Failure(FailureClass.TRANSIENT, later.reason(), later.message());
  }
}
