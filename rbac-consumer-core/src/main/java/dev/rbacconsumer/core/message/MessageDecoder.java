package dev.rbacconsumer.core.message;

import dev.rbacconsumer.core.record.SourceRecord;

/**
 * Decodes records into events. Every record has a result: the decoder never throws. Thread-safe.
 */
public interface MessageDecoder {
  /** Returns the decoded event of a record, or the exact faults if it cannot be decoded. */
  Decoding decode(SourceRecord record);
}
