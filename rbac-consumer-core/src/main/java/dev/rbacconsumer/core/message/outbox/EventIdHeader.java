package dev.rbacconsumer.core.message.outbox;

import com.fasterxml.jackson.core.JsonFactory;
import dev.rbacconsumer.core.record.SourceRecord;

/** Reads the event id from the headers of a record, without decoding its value. */
public final class EventIdHeader {
  private static final HeaderMetadata HEADERS =
      new HeaderMetadata(
          JsonFactory.builder()
              .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
              .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
              .build());

  private EventIdHeader() {}

  /**
   * Returns the id that a decoded event has from its headers; empty if no header has one. The value
   * may have an id all the same.
   */
  public static String of(SourceRecord record) {
    return HEADERS.eventId(record);
  }
}
