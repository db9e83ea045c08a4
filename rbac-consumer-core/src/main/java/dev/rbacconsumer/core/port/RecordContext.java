package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.SourceRecord;

/**
 * The record that a call is made for. It affects no decision.
 *
 * @param record the record; the first one where the call is for several records
 * @param metadata the known metadata of its event; {@link EventMetadata#UNKNOWN} while none is
 *     known
 */
public record RecordContext(SourceRecord record, EventMetadata metadata) {
  /** Creates the context of a record whose event is not known yet. */
  public RecordContext(SourceRecord record) {
    this(record, EventMetadata.UNKNOWN);
  }
}
