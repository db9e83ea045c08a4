package dev.rbacconsumer.core.message;

import dev.rbacconsumer.core.record.SourceRecord;

/**
 * Decodes records into events. Every record has a result: the decoder never throws. Thread-safe.
 */
public interface MessageDecoder {
  /** Returns the decoded event of a record, or the exact faults if it cannot be decoded. */
  Decoding decode(SourceRecord record);

  /**
   * Returns the id that the decoded event of a record would have, where that is known without
   * decoding the record; empty, as by default, where it is not known. Repeated events are looked
   * for by their ids, so a decoder that knows ids saves a new owner of a partition the decoding of
   * {@code RBAC_KAFKA_CONSUMER_REMEMBERED_EVENTS} records before its first one.
   */
  default String eventId(SourceRecord record) {
    return "";
  }
}
