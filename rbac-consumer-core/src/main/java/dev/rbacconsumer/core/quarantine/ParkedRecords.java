package dev.rbacconsumer.core.quarantine;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.QuarantineState;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
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
    rank(parked).ifPresent(this::remove);
  }

  /** Returns the parked record with an offset and a digest. */
  public Optional<ParkedEntry> find(Offset offset, String digest) {
    return entries.values().stream()
        .filter(it -> it.parked().offset().equals(offset))
        .filter(it -> RecordDigest.of(it.parked().record()).equals(digest))
        .findFirst();
  }

  /** Returns whether the record at an offset of the log that is read now is parked. */
  public boolean holds(Offset offset) {
    return entries.containsKey(offset.value());
  }

  /**
   * Returns whether a record of the log that is read now is parked. Where logs have no identity,
   * another record may be parked at its offset, from an earlier log.
   */
  public boolean isParked(SourceRecord record) {
    ParkedEntry entry = entries.get(record.offset().value());
    return entry != null
        && RecordDigest.of(entry.parked().record()).equals(RecordDigest.of(record));
  }

  /** Returns why a record cannot be parked now; empty if it can. */
  public Optional<String> obstacleToPark(SourceRecord record, QuarantineSettings settings) {
    if (holds(record.offset()) && !isParked(record)) {
      return Optional.of(
          "the quarantine holds a record of an earlier log at this offset: release that first");
    }
    return size() < settings.maxRecords() && bytes + record.sizeInBytes() <= settings.maxBytes()
        ? Optional.empty()
        : Optional.of(
            "the quarantine of the partition is full: %d records, %d bytes"
                .formatted(size(), bytes));
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

  /** Returns why a record cannot be applied and released now; empty if it can. */
  public Optional<ReleaseRefusal> refusal(ParkedRecord parked) {
    return entries.entrySet().stream()
        .filter(it -> it.getValue().parked().equals(parked))
        .findFirst()
        .map(it -> firstBefore(it.getKey(), it.getValue().footprint()).map(ReleaseRefusal::behind))
        .orElse(Optional.of(ReleaseRefusal.notParked(parked.offset())));
  }

  /** Returns the tuples that parked records behind one remove, or may have removed already. */
  public Set<RelationTuple> removedBehind(ParkedRecord parked) {
    Set<RelationTuple> removed = new HashSet<>();
    rank(parked)
        .ifPresent(
            rank ->
                entries.tailMap(rank, false).values().forEach(it -> removed.addAll(it.removals())));
    return removed;
  }

  private Optional<Long> rank(ParkedRecord parked) {
    return entries.entrySet().stream()
        .filter(it -> it.getValue().parked().equals(parked))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Returns the offsets of the parked records of the log that is read now. */
  public Set<Offset> offsets() {
    Set<Offset> offsets = new HashSet<>();
    entries.tailMap(0L, true).keySet().forEach(it -> offsets.add(new Offset(it)));
    return offsets;
  }

  /** Returns the state for operators. */
  public QuarantineState state() {
    Optional<ParkedRecord> first = entries.values().stream().findFirst().map(ParkedEntry::parked);
    return new QuarantineState(
        size(),
        bytes,
        first.map(ParkedRecord::offset),
        first.map(ParkedRecord::since),
        Optional.empty());
  }

  /** Returns the number of parked records. */
  public int size() {
    return entries.size();
  }
}
