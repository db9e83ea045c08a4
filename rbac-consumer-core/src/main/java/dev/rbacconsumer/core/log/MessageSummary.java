package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;

/**
 * Logs messages that come too fast for single lines, as one line for each partition and interval.
 * Thread-safe.
 */
final class MessageSummary {
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Logger log;
  private final Clock clock;
  private final Map<PartitionId, SummaryCounts> tallies = new TreeMap<>();

  MessageSummary(Logger log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  synchronized void applied(SourceRecord record) {
    of(record.partition()).applied(record.offset());
  }

  synchronized void tuples(PartitionId partition, TupleChange change) {
    of(partition).tuples(change);
  }

  synchronized void tombstone(SourceRecord record) {
    of(record.partition()).tombstone(record.offset());
  }

  synchronized void committed(PartitionId partition, Offset offset) {
    of(partition).committed(offset);
  }

  synchronized boolean isEmpty() {
    return tallies.isEmpty();
  }

  /** Logs the summaries that are due. */
  synchronized void flushIfDue() {
    long now = clock.nanoTime();
    Iterator<Map.Entry<PartitionId, SummaryCounts>> each = tallies.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<PartitionId, SummaryCounts> entry = each.next();
      if (now - entry.getValue().since() >= INTERVAL.toNanos()) {
        report(entry.getKey(), entry.getValue(), now);
        each.remove();
      }
    }
  }

  /** Logs all summaries. */
  synchronized void flush() {
    long now = clock.nanoTime();
    tallies.forEach((partition, tally) -> report(partition, tally, now));
    tallies.clear();
  }

  private SummaryCounts of(PartitionId partition) {
    return tallies.computeIfAbsent(partition, any -> new SummaryCounts(clock.nanoTime()));
  }

  private void report(PartitionId partition, SummaryCounts tally, long now) {
    if (log.isInfoEnabled()) {
      log.info(
          "Processed {} messages (partition: {}, offsets: {}) in {}: {}",
          tally.messages(),
          partition.number(),
          tally.offsets(),
          String.format(Locale.ROOT, "%.2fs", (now - tally.since()) / 1e9),
          tally.outcome());
    }
  }
}
