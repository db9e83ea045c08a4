package dev.rbacconsumer.core.message;

import dev.rbacconsumer.core.record.SourceRecord;
import java.util.function.Predicate;

/**
 * Checks whether a record removes tuples, for metrics and the status. A record that cannot be
 * decoded may remove some. Thread-safe.
 */
public final class RemovalCheck implements Predicate<SourceRecord> {
  private final MessageDecoder decoder;

  /** Creates a check that decodes records with this decoder. */
  public RemovalCheck(MessageDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public boolean test(SourceRecord record) {
    try {
      return decoder.decode(record).mayRemove();
    } catch (RuntimeException | StackOverflowError defect) {
      // The lane reports the defect when it is the record's turn.
      return true;
    }
  }
}
