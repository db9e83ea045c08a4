package dev.rbacconsumer.core.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Parked records that add one person to one group. */
final class Parked {
  static final Failure REFUSED =
      new Failure(FailureClass.REJECTED, "unknown_definition", "no such type");

  private Parked() {}

  static SourceRecord record(long offset, String value) {
    return new SourceRecord(
        new PartitionId("outbox", 0),
        new Offset(offset),
        -1,
        null,
        value.getBytes(UTF_8),
        List.of());
  }

  /** A record that failed. */
  static ParkedEntry entry(SourceRecord record, Optional<String> log, String group, String user) {
    return ParkedEntry.of(
        new ParkedRecord(record, log, Optional.of(REFUSED), Optional.empty(), Instant.EPOCH),
        adding(tuple(group, user)),
        QuarantineSettings.ON);
  }

  static Decoding adding(RelationTuple added) {
    return relations(TupleChange.net(List.of(), List.of(added)));
  }

  static Decoding relations(TupleChange change) {
    return new Decoding.Relations(new RelationsEvent(EventMetadata.UNKNOWN, change, 0, false));
  }

  static RelationTuple tuple(String group, String user) {
    return RelationTuple.parse("rbac/group:" + group + "#member@rbac/principal:" + user);
  }
}
