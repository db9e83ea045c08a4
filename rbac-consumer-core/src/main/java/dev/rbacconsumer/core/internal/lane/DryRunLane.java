package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.event.PlannedAction;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lane of a dry run: it decodes every record in order, reports what delivery would do with it,
 * and continues with the next one. It takes no lock, asks for no call and never has anything to
 * commit, so the position of the group stays where it is.
 */
public final class DryRunLane extends Lane {
  private final MalformedStreak streak;
  private @Nullable InFlightRecord current;

  /** Position at which reading began; null while it is unknown. */
  private @Nullable CommitPosition begin;

  /** The first record that delivery would apply; null while there is none. */
  private @Nullable Waiting oldest;

  /** The first record that removes tuples, or may; null while there is none. */
  private @Nullable Waiting oldestRemoval;

  /**
   * Creates the lane of a partition.
   *
   * @param now the monotonic clock, in nanoseconds
   * @param at the time at that moment
   */
  public DryRunLane(PartitionId partition, LaneSettings settings, long now, Instant at) {
    super(partition, settings.withReplay(settings.replay().withRememberedEvents(0)), now, at);
    streak = new MalformedStreak(settings.policies());
  }

  @Override
  public LaneAction next(long now) {
    if (ended) {
      return new LaneAction.End();
    }
    InFlightRecord entry = current;
    if (entry == null) {
      SourceRecord record = buffer.poll();
      if (record == null) {
        return new LaneAction.AwaitEvent();
      }
      entry = new InFlightRecord(record, now);
      current = entry;
      begin = begin == null ? new CommitPosition(record.offset().value()) : begin;
    }
    return entry.decodeOrWait(now, true);
  }

  @Override
  public boolean needsPosition() {
    return current == null && buffer.isSpent() && !ended;
  }

  @Override
  public void positioned(StartPosition beginning, long now) {
    super.positioned(beginning.withoutRecovery(), now);
    begin = beginning.position().orElse(null);
    oldest = null;
    oldestRemoval = null;
  }

  @Override
  public boolean wantsReadTo() {
    return false;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // One that was read again may be another one.
  public boolean awaits(SourceRecord record) {
    InFlightRecord entry = current;
    return entry != null && entry.record == record;
  }

  @Override
  public List<DeliveryEvent> decoded(Decoding decoding, long now, double draw) {
    InFlightRecord entry = Objects.requireNonNull(current);
    current = null;
    entry.decoded(decoding);
    remember(entry);
    List<DeliveryEvent> events = new ArrayList<>();
    if (entry.hasRecipients()) {
      events.add(new RecordEvent.Decoded(entry.record, decoding));
    }
    events.add(plan(entry, decoding));
    streak.settled(entry);
    return events;
  }

  /**
   * Schedules another attempt: a decoder that fails is a defect, and without a decoding there is no
   * plan.
   */
  @Override
  public List<DeliveryEvent> notDecoded(Failure failure, long now, double draw) {
    InFlightRecord entry = Objects.requireNonNull(current);
    int attempt = entry.failures() + 1;
    Duration delay = settings.backoff().delay(attempt, draw);
    entry.failed(failure, now, now + delay.toNanos());
    return List.of(
        new RecordEvent.Retrying(entry.record, entry.metadata(), failure, null, attempt, delay));
  }

  @Override
  public Optional<Checkpoint> checkpoint() {
    return Optional.empty();
  }

  @Override
  public Optional<Checkpoint> lastCheckpoint() {
    return Optional.empty();
  }

  /** Returns true once when there is room for more records; nothing is ever to be committed. */
  @Override
  public boolean needsSourceThread() {
    boolean wanted = paused && buffer.hasRoom();
    boolean first = wanted && !called;
    called = called || wanted;
    return first;
  }

  @Override
  public Backlog backlog(BacklogSnapshot view) {
    boolean known = buffer.isOpen();
    SourceRecord queued = current == null ? buffer.peek() : current.record;
    LaneStage stage = queued == null ? LaneStage.IDLE : LaneStage.RUNNING;
    return new Backlog(
        known ? stage : LaneStage.POSITIONING,
        known ? Optional.ofNullable(begin) : Optional.empty(),
        buffer.size(),
        buffer.bytes(),
        0,
        known ? Optional.of(age(oldest, queued, view)) : Optional.empty(),
        known ? Optional.of(age(oldestRemoval, queued, view)) : Optional.empty());
  }

  private static Duration age(
      @Nullable Waiting first, @Nullable SourceRecord queued, BacklogSnapshot view) {
    if (first != null) {
      Duration sinceRead = Duration.ofNanos(view.now() - first.since());
      Duration age = view.age(first.timestampMillis());
      return age.compareTo(sinceRead) < 0 ? sinceRead : age;
    }
    return queued == null ? Duration.ZERO : view.age(queued.timestampMillis());
  }

  /** Keeps the first record of each kind as the oldest one, since nothing is applied here. */
  private void remember(InFlightRecord entry) {
    Waiting waiting = new Waiting(entry.record.timestampMillis(), entry.startedAt);
    if (oldest == null && !(entry.decoding() instanceof Decoding.Tombstone)) {
      oldest = waiting;
    }
    if (oldestRemoval == null && entry.mayRemove()) {
      oldestRemoval = waiting;
    }
  }

  private DeliveryEvent plan(InFlightRecord entry, Decoding decoding) {
    SourceRecord record = entry.record;
    return decoding.match(
        relations -> planned(record, decoding, PlannedAction.APPLY),
        workspace -> planned(record, decoding, PlannedAction.HANDLE),
        custom -> planned(record, decoding, PlannedAction.HANDLE),
        tombstone -> planned(record, decoding, PlannedAction.PASS),
        malformed -> {
          Failure failure = Failure.of(FailureClass.MALFORMED, malformed.violation());
          return streak.blocksAt(entry)
              ? failing(record, decoding, PlannedAction.BLOCK, streak.failure(failure))
              : failing(record, decoding, actionOn(failure), failure);
        },
        invalid -> {
          Failure failure = Failure.of(FailureClass.INVALID, invalid.violations().get(0));
          return failing(record, decoding, actionOn(failure), failure);
        });
  }

  private PlannedAction actionOn(Failure failure) {
    return switch (settings.policies().of(failure.kind())) {
      case RETRY -> PlannedAction.BLOCK;
      case SKIP -> PlannedAction.SKIP;
      case DEAD_LETTER -> PlannedAction.DEAD_LETTER;
      case QUARANTINE -> PlannedAction.QUARANTINE;
      case STOP -> PlannedAction.STOP;
    };
  }

  private static DeliveryEvent planned(
      SourceRecord record, Decoding decoding, PlannedAction action) {
    return new RecordEvent.Planned(record, decoding, action, Optional.empty());
  }

  private static DeliveryEvent failing(
      SourceRecord record, Decoding decoding, PlannedAction action, Failure failure) {
    return new RecordEvent.Planned(record, decoding, action, Optional.of(failure));
  }

  /**
   * A record that was read and is not applied.
   *
   * @param timestampMillis time of its write, milliseconds since 1970 UTC
   * @param since time of its read, on the monotonic clock in nanoseconds
   */
  private record Waiting(long timestampMillis, long since) {}
}
