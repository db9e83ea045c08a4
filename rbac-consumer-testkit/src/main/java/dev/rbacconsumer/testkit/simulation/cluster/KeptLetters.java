package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The dead-letter topic: copies of records, and which of them were replayed. */
final class KeptLetters {
  private static final RecordHeader OF_LETTER = RecordHeader.text("simulated", "letter");

  private final Map<PartitionId, NavigableMap<Long, SourceRecord>> letters = new TreeMap<>();
  private final Map<PartitionId, Set<Long>> replayed = new TreeMap<>();

  /** Returns whether a record was read from here, and not from its partition. */
  static boolean isLetter(SourceRecord record) {
    return record.headers().contains(OF_LETTER);
  }

  void keep(SourceRecord record) {
    SourceRecord letter =
        new SourceRecord(
            record.partition(),
            record.offset(),
            record.timestampMillis(),
            record.key(),
            record.value(),
            List.of(OF_LETTER));
    letters
        .computeIfAbsent(record.partition(), key -> new TreeMap<>())
        .put(record.offset().value(), letter);
    replayed.getOrDefault(record.partition(), new TreeSet<>()).remove(record.offset().value());
  }

  /** Returns whether there is a copy of a record. */
  boolean isKept(PartitionId partition, Offset offset) {
    return of(partition).containsKey(offset.value());
  }

  /** Returns the copies of records of a partition, by their offsets. */
  NavigableMap<Long, SourceRecord> of(PartitionId partition) {
    return letters.getOrDefault(partition, new TreeMap<>());
  }

  /** Returns the offsets of the records that have copies. */
  Set<Long> offsets(PartitionId partition) {
    return of(partition).keySet();
  }

  /** Returns the offsets of the records behind one that have copies which were not replayed. */
  Set<Offset> notReplayed(PartitionId partition, Offset behind) {
    return of(partition).tailMap(behind.value(), false).keySet().stream()
        .filter(offset -> !isReplayed(partition, offset))
        .map(Offset::new)
        .collect(Collectors.toSet());
  }

  void replayed(PartitionId partition, Offset offset) {
    replayed.computeIfAbsent(partition, key -> new TreeSet<>()).add(offset.value());
  }

  boolean isReplayed(PartitionId partition, long offset) {
    return replayed.getOrDefault(partition, Set.of()).contains(offset);
  }

  /** Forgets everything, since the topic of the records was created again. */
  void clear() {
    letters.clear();
    replayed.clear();
  }
}
