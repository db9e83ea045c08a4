package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.action.OperatorAction.ReplayLetter;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.WorkspaceEvent;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a lane knows of one record, at offset 4, that has failed. */
final class SampleRecords {
  static final Failure FAILURE = new Failure(FailureClass.TRANSIENT, "unavailable", "down");

  static final ReplayLetter LETTER =
      new ReplayLetter(
          new LetterId(new PartitionId("letters", 0), new Offset(1)),
          SharedParts.record(4),
          Set.of());

  static final ReplayedLetter REPLAYED =
      new ReplayedLetter(
          LETTER.letter(),
          LETTER.record(),
          "ann",
          "a test",
          SharedParts.position(9),
          Instant.EPOCH,
          1,
          0);

  static final Decoding WORKSPACE =
      new Decoding.Workspace(
          new WorkspaceEvent(
              EventMetadata.UNKNOWN, WorkspaceEvent.Operation.CREATE, "o", "a", "w", "n"));

  static final ParkedRecord PARKED =
      new ParkedRecord(
          SharedParts.record(4),
          Optional.empty(),
          Optional.of(FAILURE),
          Optional.empty(),
          Instant.EPOCH);

  private SampleRecords() {}
}
