package dev.rbacconsumer.core.quarantine;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parked records of one partition, in their order. Those of an earlier log of the same name
 * come before all of this log. Not thread-safe.
 */
public final class ParkedRecords {
  private final Optional<String> log;
  private final NavigableMap<Long, ParkedEntry> entries = new TreeMap<>();
  private final FootprintIndex index = new FootprintIndex();
  private long bytes;

  private ParkedRecords(Optional<String> log) {
    this.log = log;
  }

  /**
   * Returns the parked records of a partition.
   *
   * @param entries in the order of their offsets
   * @param log identity of the log that is read now; empty where it is not known
   */
  public static ParkedRecords of(List<ParkedEntry> entries, Optional<String> log) {
    ParkedRecords records = new ParkedRecords(log);
    List<ParkedEntry> earlier = entries.stream().filter(it -> !records.isOfThisLog(it)).toList();
    for (int i = 0; i < earlier.size(); i++) {
      records.add(i - earlier.size(), earlier.get(i));
    }
    entries.stream().filter(records::isOfThisLog).forEach(records::add);
    return records;
  }

  private boolean isOfThisLog(ParkedEntry entry) {
    Optional<String> other = entry.parked().log();
    return log.isEmpty() || other.isEmpty() || other.equals(log);
  }

  /** Adds a record of the log that is read now. */
  public void add(ParkedEntry entry) {
    add(entry.parked().offset().value(), entry);
  }

  private void add(long rank, ParkedEntry entry) {
    remove(rank);
    entries.put(rank, entry);
    index.add(rank, entry.footprint());
    bytes += entry.parked().record().sizeInBytes();
  }

  private void remove(long rank) {
    ParkedEntry before = entries.remove(rank);
    if (before != null) {
      index.remove(rank);
      bytes -= before.parked().record().sizeInBytes();
    }
  }

  /** Removes a record. */
  public void remove(ParkedRecord parked) {
    entries.entrySet().stream()
        .filter(it -> it.getValue().parked().equals(parked))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(this::remove);
  }

  /** Returns the parked record with an offset and a digest. */
  public Optional<ParkedEntry> find(Offset offset, String digest) {
    return entries.values().stream()
        .filter(it -> it.parked().offset().equals(offset))
        .filter(it -> RecordDigest.of(it.parked().record()).equals(digest))
        .findFirst();
  }

  /** Returns whether a record of the log that is read now is parked. */
  public boolean isParked(Offset offset) {
    return entries.containsKey(offset.value());
  }

  /** Returns the first parked record before an offset that touches what a record touches. */
  public Optional<Offset> firstBefore(Offset offset, Footprint footprint) {
    return firstBefore(offset.value(), footprint);
  }

  private Optional<Offset> firstBefore(long rank, Footprint footprint) {
    return index.firstBefore(rank, footprint).map(this::offset);
  }

  private Offset offset(long rank) {
    ParkedEntry entry = entries.get(rank);
    return entry == null ? new Offset(rank) : entry.parked().offset();
  }

  /** Returns the parked record that has to be released before another one. */
  public Optional<Offset> obstacle(ParkedEntry entry) {
    return rank(entry).flatMap(rank -> firstBefore(rank, entry.footprint()));
  }

  /** Returns the tuples that parked records behind one remove, or may have removed already. */
  public Set<RelationTuple> removedBehind(ParkedEntry entry) {
    Set<RelationTuple> removed = new HashSet<>();
    rank(entry)
        .ifPresent(
            rank ->
                entries.tailMap(rank, false).values().forEach(it -> removed.addAll(it.removals())));
    return removed;
  }

  private Optional<Long> rank(ParkedEntry entry) {
    return entries.entrySet().stream()
        .filter(it -> it.getValue().equals(entry))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Returns the offsets of the parked records of the log that is read now. */
  public Set<Offset> offsets() {
    Set<Offset> offsets = new HashSet<>();
    entries.tailMap(0L, true).keySet().forEach(it -> offsets.add(new Offset(it)));
    return offsets;
  }

  /** Returns the first parked record; empty if there is none. */
  public Optional<ParkedRecord> first() {
    return entries.values().stream().findFirst().map(ParkedEntry::parked);
  }

  /** Returns the number of parked records. */
  public int size() {
    return entries.size();
  }

  /** Returns the size of all parked records, in bytes. */
  public long bytes() {
    return bytes;
  }
}
