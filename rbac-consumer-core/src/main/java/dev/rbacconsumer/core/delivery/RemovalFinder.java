package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the first queued record that removes tuples. Each record is decoded once for this, by the
 * thread that reads a gauge or the status, so that the lane does no extra work. Thread-safe.
 */
final class RemovalFinder {
  private final Predicate<SourceRecord> mayRemove;

  /** Offset of the first record of the last search. */
  private long front = -1;

  /** Every record from the front up to this offset removes nothing. */
  private long clearBelow;

  RemovalFinder(Predicate<SourceRecord> mayRemove) {
    this.mayRemove = mayRemove;
  }

  /**
   * Returns the first record that removes tuples, or may.
   *
   * @param queued records that wait, in the order of their offsets
   */
  synchronized Optional<SourceRecord> first(List<SourceRecord> queued) {
    if (queued.isEmpty()) {
      return Optional.empty();
    }
    long begin = queued.get(0).offset().value();
    if (begin < front) {
      clearBelow = 0;
    }
    front = begin;
    for (SourceRecord record : queued) {
      long offset = record.offset().value();
      if (offset >= clearBelow) {
        if (mayRemove.test(record)) {
          return Optional.of(record);
        }
        clearBelow = offset + 1;
      }
    }
    return Optional.empty();
  }
}
