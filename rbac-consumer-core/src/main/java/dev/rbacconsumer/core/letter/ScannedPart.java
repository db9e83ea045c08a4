package dev.rbacconsumer.core.letter;

import dev.rbacconsumer.core.record.CommitPosition;
import java.util.List;

/**
 * A decoded part of the log of one partition.
 *
 * @param records the records of the part, in the order of their offsets
 * @param readTo position up to which the log was read
 * @param begin position of the first record that the log still holds
 */
public record ScannedPart(
    List<DecodedRecord> records, CommitPosition readTo, CommitPosition begin) {
  public ScannedPart {
    records = List.copyOf(records);
  }
}
