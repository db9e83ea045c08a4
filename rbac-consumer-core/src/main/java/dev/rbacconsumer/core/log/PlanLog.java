package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.event.PlannedAction;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * Logs the findings of a dry run: the planned action for each message. Messages that come too fast
 * for single lines are counted in one line for each partition and interval, but the first failure
 * of each kind and partition still has a line. Thread-safe.
 */
final class PlanLog {
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Logger log;
  private final Clock clock;
  private final Map<PartitionId, Tally> tallies = new TreeMap<>();
  private final Set<Kind> seen = new HashSet<>();

  PlanLog(Logger log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * Writes or counts one message.
   *
   * @param summarised whether messages come too fast for single lines
   */
  synchronized void add(RecordEvent.Planned event, boolean summarised) {
    boolean isNew =
        event.failure().isPresent()
            && seen.add(
                new Kind(
                    event.record().partition(), event.action(), event.failure().get().reason()));
    if (summarised) {
      SourceRecord record = event.record();
      tallies
          .computeIfAbsent(record.partition(), any -> new Tally(clock.nanoTime(), record.offset()))
          .add(record, event.action());
    } else {
      flush();
    }
    if (!summarised || isNew) {
      write(event);
    }
  }

  /** Writes the counts that are due. */
  synchronized void flushIfDue() {
    long now = clock.nanoTime();
    Iterator<Map.Entry<PartitionId, Tally>> each = tallies.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<PartitionId, Tally> entry = each.next();
      if (now - entry.getValue().since >= INTERVAL.toNanos()) {
        write(entry.getKey(), entry.getValue(), now);
        each.remove();
      }
    }
  }

  /** Writes all counts. */
  synchronized void flush() {
    long now = clock.nanoTime();
    tallies.forEach((partition, tally) -> write(partition, tally, now));
    tallies.clear();
  }

  private void write(RecordEvent.Planned event) {
    String place = LogFields.of(event.record());
    if (event.failure().isPresent()) {
      log.warn("Dry run: {} ({}): {}", words(event.action()), place, event.failure().get());
    } else if (log.isInfoEnabled()) {
      EventMetadata metadata = event.decoding().metadata();
      log.info(
          "Dry run: {} ({}, event_type: {})",
          words(event.action()),
          place,
          SafeText.field(metadata.eventType()));
    }
  }

  private void write(PartitionId partition, Tally tally, long now) {
    if (log.isInfoEnabled()) {
      log.info(
          "Dry run: checked {} messages (partition: {}, offsets: {} to {}) in {}: {}; nothing was"
              + " applied or committed",
          tally.messages(),
          partition.number(),
          tally.first,
          tally.last,
          String.format(Locale.ROOT, "%.2fs", (now - tally.since) / 1e9),
          tally.words());
    }
  }

  private static String words(PlannedAction action) {
    return switch (action) {
      case APPLY -> "message would be applied";
      case HANDLE -> "message would be handed to its handler";
      case PASS -> "tombstone would be passed over";
      case SKIP -> "message would be skipped";
      case DEAD_LETTER -> "message would be kept among the dead letters";
      case QUARANTINE -> "message would be parked in the quarantine";
      case BLOCK -> "message would block its partition";
      case STOP -> "message would stop the consumer";
    };
  }

  /** Kind of failures, of which only the first has a line while messages come fast. */
  private record Kind(PartitionId partition, PlannedAction action, String reason) {}

  /** Counts the messages of one partition. */
  private static final class Tally {
    private final long since;
    private final Offset first;
    private final Map<PlannedAction, Long> counts = new EnumMap<>(PlannedAction.class);
    private Offset last;

    Tally(long since, Offset first) {
      this.since = since;
      this.first = first;
      this.last = first;
    }

    void add(SourceRecord record, PlannedAction action) {
      counts.merge(action, 1L, Long::sum);
      last = record.offset();
    }

    long messages() {
      return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    String words() {
      return counts.entrySet().stream()
          .map(it -> it.getValue() + " " + it.getKey().label())
          .collect(Collectors.joining(", "));
    }
  }
}
