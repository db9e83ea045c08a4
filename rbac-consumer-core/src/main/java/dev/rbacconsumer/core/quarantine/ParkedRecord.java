package dev.rbacconsumer.core.quarantine;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * A record in the quarantine: it has failed, or it waits behind one that has.
 *
 * @param record as it was read, with its topic, partition and offset
 * @param log identity of the log that the offset is of; empty where it is not known
 * @param failure why it could not be applied; empty for a record that waits behind another one
 * @param behind offset of the parked record that it waits behind; empty for one that has failed
 * @param since time at which it was parked
 */
public record ParkedRecord(
    SourceRecord record,
    Optional<String> log,
    Optional<Failure> failure,
    Optional<Offset> behind,
    Instant since) {
  public ParkedRecord {
    if (failure.isPresent() == behind.isPresent()) {
      throw new IllegalArgumentException(
          "parked record: want a failure or the record that it waits behind, got "
              + (failure.isPresent() ? "both" : "neither"));
    }
  }

  /** Returns the offset of the record. */
  public Offset offset() {
    return record.offset();
  }
}
