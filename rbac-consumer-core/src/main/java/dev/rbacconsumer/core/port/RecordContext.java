package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.SourceRecord;

/**
 * The record that something is done for. Decides nothing.
 *
 * @param record of several records for which something is done at once, the first one
 * @param metadata what is known about its event so far; {@link EventMetadata#UNKNOWN} while that is
 *     nothing
 */
public record RecordContext(SourceRecord record, EventMetadata metadata) {
  /** Of a record of whose event nothing is known yet. */
  public RecordContext(SourceRecord record) {
    this(record, EventMetadata.UNKNOWN);
  }
}
