package dev.rbacconsumer.core.message;

import dev.rbacconsumer.core.record.SourceRecord;

/** Turns records into events. Total: every record has an answer, and none throws. Thread-safe. */
public interface MessageDecoder {
  /** What this record asks for, or exactly why it cannot be told. */
  Decoding decode(SourceRecord record);
}
