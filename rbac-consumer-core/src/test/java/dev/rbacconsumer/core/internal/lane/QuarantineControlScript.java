package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.action.ActionSlot;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.quarantine.ParkedEntry;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The quarantine of one partition, apart from its lane. A record adds a person to a group. */
abstract class QuarantineControlScript {
  static final Failure REFUSED = new Failure(FailureClass.REJECTED, "unknown_type", "no such type");
  static final Decoding UNREADABLE =
      new Decoding.Malformed(new Violation(ViolationCode.MALFORMED_JSON, "$", "as scripted"));

  final Ownership ownership =
      new Ownership(LaneScript.PARTITION, LaneSettings.DEFAULT.backoff(), 0);
  final Batch work = new Batch(LaneSettings.DEFAULT);
  final ActionSlot slot = new ActionSlot();
  QuarantineControl quarantine = control(QuarantineSettings.ON);

  final QuarantineControl control(QuarantineSettings settings) {
    LaneSettings lane = LaneSettings.DEFAULT.withQuarantine(settings);
    return new QuarantineControl(ownership, work, lane, slot, () -> {}, 0);
  }

  /** Opens the quarantine, and confirms that no other owner has had the fence meanwhile. */
  List<DeliveryEvent> open(ParkedEntry... parked) {
    acquire("opened", Set.of());
    quarantine.opened(List.of(parked), 0);
    acquire("confirmed", Set.of(token("opened")));
    return quarantine.confirmed(0, 0);
  }

  void acquire(String token, Set<FenceToken> replaced) {
    FenceOutcome.Acquired acquired =
        new FenceOutcome.Acquired(token(token), StoreMemory.UNKNOWN, replaced);
    ownership.attempted(quarantine.acquired(acquired), 0, 0);
  }

  static FenceToken token(String text) {
    return new FenceToken("group/0", text);
  }

  /** Adds a decoded record to those in work. */
  InFlightRecord work(long offset, String group, String user) {
    InFlightRecord entry = entry(offset, group, user);
    work.add(entry);
    return entry;
  }

  static InFlightRecord entry(long offset, String group, String user) {
    return InFlightRecord.of(LaneScript.record(offset, "x"), adding(group, user), 0);
  }

  /** A parked record that failed. */
  static ParkedEntry parked(long offset, Optional<String> log, String group, String user) {
    return ParkedEntry.of(record(offset, log), adding(group, user), QuarantineSettings.ON);
  }

  static ParkedRecord record(long offset, Optional<String> log) {
    return new ParkedRecord(
        LaneScript.record(offset, "x"), log, Optional.of(REFUSED), Optional.empty(), Instant.EPOCH);
  }

  static Decoding adding(String group, String user) {
    return relations(TupleChange.net(List.of(), List.of(tuple(group, user))));
  }

  static Decoding removing(String group, String user) {
    return relations(TupleChange.net(List.of(tuple(group, user)), List.of()));
  }

  private static Decoding relations(TupleChange change) {
    return new Decoding.Relations(new RelationsEvent(EventMetadata.UNKNOWN, change, 0, false));
  }

  static RelationTuple tuple(String group, String user) {
    return RelationTuple.parse("rbac/group:" + group + "#member@rbac/principal:" + user);
  }

  static Optional<Offset> behind(long offset) {
    return Optional.of(new Offset(offset));
  }
}
