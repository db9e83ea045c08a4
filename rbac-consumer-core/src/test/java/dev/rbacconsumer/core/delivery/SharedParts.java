package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.internal.lane.LaneAction;
import dev.rbacconsumer.core.letter.LetterReplays;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.metrics.TestClock;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.ReplayTables;
import dev.rbacconsumer.core.port.WorkspaceEventHandler;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.replay.HeapReplayTables;
import dev.rbacconsumer.core.status.tracking.DeliveryStatus;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts that the lanes of one instance share, in virtual time and in one thread. Unless a test
 * replaces a part, the store applies everything, and each record adds a tuple.
 */
final class SharedParts {
  static final PartitionId P0 = new PartitionId("outbox", 0);
  static final PartitionId P1 = new PartitionId("outbox", 1);
  static final Outcome APPLIED = new Outcome.Applied(Optional.empty());
  static final Outcome UNAVAILABLE = new Outcome.RetryLater("unavailable", "down", false);

  final TestClock clock = new TestClock();
  final List<DeliveryEvent> events = new ArrayList<>();

  /** Offsets of the records that were decoded. */
  final List<Long> decoded = new ArrayList<>();

  /** Of the lanes, in the order in which they began. */
  final List<NotedSleeper> sleepers = new ArrayList<>();

  int sourceWakes;
  LaneSettings settings = LaneSettings.DEFAULT;
  DeliveryMode mode = DeliveryMode.DELIVER;
  RelationSink sink = (change, fence, timeout) -> APPLIED;
  FenceAuthority fences =
      (lock, timeout) -> new FenceOutcome.Acquired(new FenceToken(lock, "token"));
  MessageDecoder decoder = SharedParts::adding;
  AppliedEventListener applied = AppliedEventListener.ignored();
  DeadLetters deadLetters = DeadLetters.none();
  LetterReplays letterReplays = LetterReplays.none();
  WorkspaceEventHandler workspaces = WorkspaceEventHandler.ignored();
  QuarantineStore quarantine = QuarantineStore.none();
  ReplayTables replayTables = new HeapReplayTables(HeapReplayTables.DEFAULT_MAX_BYTES);
  RecordScope scope = RecordScope.none();
  DeliveryObserver observer = event -> {};
  Clock laneClock = clock;
  Runnable whenSourceIsWoken = () -> {};

  /** Returns the parts as they are now. */
  LaneContext context() {
    DispatcherSettings dispatching = DispatcherSettings.defaults("group");
    DeliveryStatus status = new DeliveryStatus(clock);
    DeliveryObserver all = DeliveryObserver.all(List.of(status, this::note));
    WaitingLanes waiting = new WaitingLanes(clock, () -> 0);
    return new LaneContext(
        mode,
        settings,
        this::decode,
        new RecordHandler(sink, workspaces, settings.attemptTimeout()),
        sink.probe(),
        new AppliedNotifier(
            ConsistencyTokenListener.ignored(), applied, all, settings.attemptTimeout()),
        deadLetters,
        deadLetters,
        letterReplays,
        quarantine,
        replayTables,
        fences,
        dispatching::lockId,
        all,
        scope,
        status,
        new StallDetector(clock, all, status),
        new OutageDetector(false, clock, waiting::request),
        waiting,
        laneClock,
        () -> 0,
        this::newSleeper,
        this::wakeSource);
  }

  /** Returns the events of a kind, in their order. */
  <E extends DeliveryEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Returns a record that adds a tuple. */
  static SourceRecord record(long offset) {
    return record(P0, offset);
  }

  /** Returns a record of a partition that adds a tuple. */
  static SourceRecord record(PartitionId partition, long offset) {
    return new SourceRecord(partition, new Offset(offset), 0, null, new byte[] {'v'}, List.of());
  }

  /** Returns an action that a lane could leave to its thread. */
  static LaneAction decoding(long offset) {
    return new LaneAction.Decode(record(offset), 1, true, false);
  }

  static CommitPosition position(long value) {
    return new CommitPosition(value);
  }

  private Decoding decode(SourceRecord record) {
    decoded.add(record.offset().value());
    return decoder.decode(record);
  }

  private static Decoding adding(SourceRecord record) {
    RelationTuple tuple =
        RelationTuple.parse("rbac/group:g#member@rbac/principal:p" + record.offset());
    TupleChange change = TupleChange.net(List.of(), List.of(tuple));
    return new Decoding.Relations(new RelationsEvent(EventMetadata.UNKNOWN, change, 0, false));
  }

  private void note(DeliveryEvent event) {
    events.add(event);
    observer.on(event);
  }

  private NotedSleeper newSleeper() {
    NotedSleeper sleeper = new NotedSleeper();
    sleepers.add(sleeper);
    return sleeper;
  }

  private void wakeSource() {
    sourceWakes++;
    whenSourceIsWoken.run();
  }
}
