package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.SortedSet;

/** Which records one lane has before it, by what it tells of itself. */
final class LaneTrail {
  private final SortedSet<Long> blocking;
  private long from;
  private long to;
  private long searchedTo;

  /**
   * @param blocking offsets of records that nothing may be applied beyond in the same call
   */
  LaneTrail(SortedSet<Long> blocking) {
    this.blocking = blocking;
  }

  /** It reads from here on. */
  void begin(long position) {
    from = position;
    to = position;
    searchedTo = 0;
  }

  void on(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Decoded it) {
      to = Math.max(to, it.record().offset().value() + 1);
    } else if (event instanceof DeliveryEvent.Applied it) {
      settled(it.record());
    } else if (event instanceof DeliveryEvent.Skipped it) {
      settled(it.record());
    } else if (event instanceof DeliveryEvent.TombstonePassed it) {
      settled(it.record());
    } else if (event instanceof DeliveryEvent.DeadLettered it) {
      settled(it.record());
    }
  }

  /** The store has refused the records of the last call. */
  void refused() {
    searchedTo = range().to();
  }

  CallRange range() {
    SortedSet<Long> ahead = blocking.subSet(from, Math.max(from, to));
    long end = ahead.isEmpty() ? to : ahead.first();
    return new CallRange(from, end, from < searchedTo || !ahead.isEmpty());
  }

  /** Behind the last record that needs nothing any more. */
  long settled() {
    return from;
  }

  private void settled(SourceRecord record) {
    from = record.offset().value() + 1;
  }
}
