package dev.rbacconsumer.core.status.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;

import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.Progress;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.BlockedRecord;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** A status, and somebody who tells it what happens to a partition. */
abstract class StatusScript {
  static final PartitionId P0 = new PartitionId("outbox", 0);
  static final PartitionId P1 = new PartitionId("outbox", 1);
  static final Failure REJECTED =
      new Failure(FailureClass.REJECTED, "unknown_type", "no such\ttype");
  static final Failure DOWN = new Failure(FailureClass.TRANSIENT, "unavailable", "no connection");
  static final EventMetadata EVENT =
      new EventMetadata("7f", "create_group", "", "", "acme", "", "", "", null);

  final SteppedClock clock = new SteppedClock();
  final DeliveryStatus status = new DeliveryStatus(clock);
  Backlog backlog = at(LaneStage.RUNNING, 7);
  OptionalLong end = OptionalLong.of(10);

  @BeforeEach
  void assign() {
    on(new InstanceEvent.Assigned(Set.of(P0)));
    on(new PartitionEvent.LaneBegun(P0, () -> backlog));
  }

  StatusSnapshot snapshot() {
    return status.snapshot(partition -> end);
  }

  PartitionStatus partition() {
    return snapshot().partitions().get(0);
  }

  BlockedRecord blocked() {
    return partition().blocked().orElseThrow();
  }

  void on(DeliveryEvent event) {
    status.on(event);
  }

  static Progress progress() {
    return new Progress(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Waits one second more after each attempt. */
  static DeliveryEvent retrying(long offset, Failure failure, int attempt) {
    return new RecordEvent.Retrying(
        record(offset), EVENT, failure, null, attempt, ofSeconds(attempt + 1));
  }

  static DeliveryEvent lockRefused(String message, int attempt) {
    return new PartitionEvent.FenceNotAcquired(
        P0, "unavailable", message, attempt, ofSeconds(1), ofSeconds(attempt + 1));
  }

  static DeliveryEvent applied(SourceRecord record) {
    TupleChange change =
        TupleChange.net(
            List.of(), List.of(RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann")));
    return new RecordEvent.Applied(
        record,
        new Decoding.Relations(new RelationsEvent(EVENT, change, 0, false)),
        1,
        ofSeconds(1));
  }

  static SourceRecord record(long offset) {
    return new SourceRecord(
        P0, new Offset(offset), -1, "env\0".getBytes(UTF_8), "secret".getBytes(UTF_8), List.of());
  }

  static Backlog at(LaneStage stage) {
    return new Backlog(stage, Optional.empty(), 0, 0, 0, Optional.empty(), Optional.empty());
  }

  static Backlog at(LaneStage stage, long settled) {
    return new Backlog(
        stage,
        Optional.of(new CommitPosition(settled)),
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty());
  }
}
