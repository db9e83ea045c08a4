package dev.rbacconsumer.core.letter;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;

/**
 * A part of the log of one partition.
 *
 * @param records the records of the part, in the order of their offsets
 * @param readTo position up to which the log was read: behind every record of the part, and behind
 *     offsets after it that hold no record
 * @param begin position of the first record that the log still holds
 */
public record LogPart(List<SourceRecord> records, CommitPosition readTo, CommitPosition begin) {
  public LogPart {
    records = List.copyOf(records);
  }
}
