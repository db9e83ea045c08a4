package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.message.WorkspaceEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lane, and somebody who does what it says. A record is written as its changes, {@code "-a +b"};
 * {@code "!"} is invalid, an opening brace malformed, {@code "w"} a workspace, {@code ""} a
 * tombstone.
 */
public abstract class LaneScript {
  static final PartitionId PARTITION = new PartitionId("outbox", 0);
  static final EventMetadata METADATA = new EventMetadata("", "", "", "", "", "", "", "", null);
  static final Outcome APPLIED = new Outcome.Applied(Optional.empty());
  static final Outcome UNAVAILABLE = new Outcome.RetryLater("unavailable", "as scripted", false);
  static final Outcome TIMED_OUT = new Outcome.RetryLater("deadline_exceeded", "as scripted");
  static final Outcome REJECTED = new Outcome.Rejected("unknown_type", "no such type");

  final List<String> happened = new ArrayList<>();
  private final Notes notes = new Notes();

  /** Of attempts that are followed by another. */
  final List<String> failures = new ArrayList<>();

  final List<Checkpoint> commits = new ArrayList<>();
  LaneSettings settings = LaneSettings.DEFAULT;
  Lane lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
  Predicate<String> refuses = change -> false;

  /** Changes that the store cannot apply in time, and of which it has applied nothing. */
  Predicate<String> timesOut = change -> false;

  /** Offsets of the records whose turn has begun, and of those that were decoded. */
  final List<Long> started = new ArrayList<>();

  final List<Long> decoded = new ArrayList<>();
  Outcome.@Nullable RetryLater letterProblem;
  long now;

  /** Time that each call to the store takes, in nanoseconds. */
  long callTime;

  /** Time that passes between each answer of the store and its report, in nanoseconds. */
  long pause;

  void batches(int messages) {
    settings = settings.withBatchMaxMessages(messages);
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
  }

  /** Owns a partition of which records may have been applied, and has read all of it. */
  void recover(long committed, long through, String... values) {
    own(committed, "rbac-consumer/1 through=" + through + " bytes=1000", values.length);
    offer(values);
    lane.readTo(position(values.length));
  }

  void own(long committed, String metadata, long end) {
    lane.next(0);
    lane.fenceAttempted(acquired(), 0, 0);
    lane.positioned(StartPositions.of(start(committed, metadata, end)), 0);
  }

  void offer(String... values) {
    for (int i = 0; i < values.length; i++) {
      lane.offer(record(i, values[i]));
    }
  }

  /** Does what the lane says, until it waits for something other than a commit. */
  void run() {
    boolean going = true;
    while (going) {
      commit();
      LaneAction action = lane.next(now);
      if (action instanceof LaneAction.Decode it) {
        note(it);
        report(lane.decoded(decode(it.record()), now, 0));
      } else if (action instanceof LaneAction.Apply it) {
        String change = text(it.change());
        happened.add("call " + change);
        lane.applying().answered(callTime);
        now += callTime + pause;
        report(lane.applying().applied(answer(change), now, 0));
      } else if (action instanceof LaneAction.Handle) {
        happened.add("handle");
        report(lane.applying().handled(APPLIED, now, 0));
      } else if (action instanceof LaneAction.SendToDeadLetters it) {
        report(
            lane.applying()
                .sentToDeadLetters(it.failure(), Optional.ofNullable(letterProblem), now, 0));
      } else if (action instanceof LaneAction.Pass) {
        report(lane.applying().passed(now, 0));
      } else {
        going = false;
      }
    }
  }

  private Outcome answer(String change) {
    if (timesOut.test(change)) {
      return TIMED_OUT;
    }
    return refuses.test(change) ? REJECTED : APPLIED;
  }

  private void note(LaneAction.Decode action) {
    decoded.add(action.record().offset().value());
    if (action.attempt() == 1 && action.isTurn()) {
      started.add(action.record().offset().value());
    }
  }

  /** The next action that is not about decoding. */
  LaneAction decodeNext(long time) {
    LaneAction action = lane.next(time);
    while (action instanceof LaneAction.Decode it) {
      report(lane.decoded(decode(it.record()), time, 0));
      action = lane.next(time);
    }
    return action;
  }

  void commit() {
    lane.checkpoint()
        .ifPresent(
            checkpoint -> {
              commits.add(checkpoint);
              lane.acknowledged(checkpoint);
            });
  }

  void report(List<DeliveryEvent> events) {
    events.forEach(notes::on);
  }

  static Decoding decode(SourceRecord record) {
    if (Objects.requireNonNull(record.value()).length == 0) {
      return new Decoding.Tombstone();
    }
    String value = new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8);
    if (value.equals("!")) {
      return new Decoding.Invalid(
          List.of(new Violation(ViolationCode.NOT_DEBEZIUM_FORMAT, "$", "as scripted")));
    }
    if (value.equals("{")) {
      return new Decoding.Malformed(
          new Violation(ViolationCode.MALFORMED_JSON, "$", "as scripted"));
    }
    if (value.equals("w")) {
      return new Decoding.Workspace(
          new WorkspaceEvent(METADATA, WorkspaceEvent.Operation.CREATE, "org", "", "ws", ""));
    }
    return new Decoding.Relations(
        new RelationsEvent(
            METADATA, TupleChange.net(tuples(value, "-"), tuples(value, "+")), 0, false));
  }

  public static List<RelationTuple> tuples(String value, String sign) {
    return Stream.of(value.split(" "))
        .filter(part -> part.startsWith(sign))
        .map(part -> RelationTuple.parse("rbac/group:" + part.substring(1) + "#m@rbac/user:u"))
        .toList();
  }

  public static String text(TupleChange change) {
    return Stream.concat(
            change.removals().stream().map(tuple -> "-" + tuple.resource().id()),
            change.additions().stream().map(tuple -> "+" + tuple.resource().id()))
        .collect(Collectors.joining(" "));
  }

  static FenceOutcome acquired() {
    return new FenceOutcome.Acquired(new FenceToken("group/0", "token"));
  }

  static CommittedState start(long committed, String metadata, long end) {
    return new CommittedState(
        Optional.of(new Commit(position(committed), metadata)), logTo(position(end)));
  }

  /** A log from its first record on. */
  static PartitionOffsets logTo(CommitPosition end) {
    return new PartitionOffsets(Optional.empty(), position(0), end, end);
  }

  static CommitPosition position(long value) {
    return new CommitPosition(value);
  }

  public static SourceRecord record(long offset, String value) {
    return new SourceRecord(
        PARTITION, new Offset(offset), -1, null, value.getBytes(StandardCharsets.UTF_8), List.of());
  }

  /** Notes how records are settled, and why they are not. */
  private final class Notes extends SelectiveObserver {
    @Override
    public void onApplied(RecordEvent.Applied event) {
      happened.add(event.record().offset().toString());
    }

    @Override
    public void onRetrying(RecordEvent.Retrying event) {
      happened.add("retrying " + event.record().offset());
      failures.add(event.failure().kind().label() + "/" + event.failure().reason());
    }

    @Override
    public void onSkipped(RecordEvent.Skipped event) {
      happened.add("skipped " + event.record().offset());
    }

    @Override
    public void onDeadLettered(RecordEvent.DeadLettered event) {
      happened.add("dead-lettered " + event.record().offset());
    }

    @Override
    public void onTombstonePassed(RecordEvent.TombstonePassed event) {
      happened.add("tombstone " + event.record().offset());
    }
  }

  /** Returns the failure of a call that an adapter broke. */
  static Failure defect() {
    return Failure.of(new Outcome.RetryLater("defect", "as scripted"));
  }
}
