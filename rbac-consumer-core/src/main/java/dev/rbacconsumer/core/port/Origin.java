package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record that something is done for. Decides nothing.
 *
 * @param record of several records for which something is done at once, the first one
 * @param metadata what its message says beside the change; empty while it is not decoded, and where
 *     it says nothing
 */
public record Origin(SourceRecord record, Optional<EventMetadata> metadata) {
  /** What is known of a record so far. */
  public static Origin of(SourceRecord record, @Nullable Decoding decoding) {
    if (decoding instanceof Decoding.Relations relations) {
      return new Origin(record, Optional.of(relations.event().metadata()));
    }
    return decoding instanceof Decoding.Custom custom
        ? new Origin(record, Optional.of(custom.event().metadata()))
        : new Origin(record, Optional.empty());
  }
}
