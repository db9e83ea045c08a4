package dev.rbacconsumer.kafka.internal.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.internal.quarantine.EntryFormat.UnreadableEntryException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The entries of the quarantine topic that are in force: of each key the last one, unless it is a
 * tombstone. Used by one thread.
 */
final class EntryTable {
  /**
   * An entry in force.
   *
   * @param stored place of the entry in the quarantine topic
   */
  record Row(QuarantineEntry entry, PartitionId stored) {
    /** Returns the size of the record, which the limits are about, without our headers. */
    long size() {
      return entry.parked().record().sizeInBytes();
    }
  }

  /**
   * Place of the entries that replace one another. After partitions were added to the topic, a key
   * may be in two of them, and the older one may hold nothing but the end of its entry.
   */
  private record Place(PartitionId stored, String key) {}

  private final Predicate<String> wanted;
  private final int maxRecords;
  private final long maxBytes;
  private final String whenFull;
  private final Map<Place, Row> rows = new HashMap<>();
  private final Map<Place, String> unreadable = new LinkedHashMap<>();
  private long bytes;

  /**
   * @param wanted which keys are looked at
   * @param maxRecords most entries in force, at least 1
   * @param maxBytes largest size of the records in them, in bytes
   * @param whenFull end of a sentence about more than that
   */
  EntryTable(Predicate<String> wanted, int maxRecords, long maxBytes, String whenFull) {
    this.wanted = wanted;
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
    this.whenFull = whenFull;
  }

  /**
   * Takes the next record of the topic.
   *
   * @return whether there is room for more
   */
  boolean add(SourceRecord stored) {
    byte[] keyBytes = stored.key();
    String key = keyBytes == null ? "" : new String(keyBytes, UTF_8);
    if (!wanted.test(key)) {
      return true;
    }
    Place place = new Place(stored.partition(), key);
    unreadable.remove(place);
    Row before = rows.remove(place);
    bytes -= before == null ? 0 : before.size();
    if (stored.value() != null) {
      try {
        Row row = new Row(EntryFormat.read(stored), stored.partition());
        rows.put(place, row);
        bytes += row.size();
      } catch (UnreadableEntryException foreign) {
        unreadable.put(place, stored + ": " + foreign.getMessage());
      }
    }
    return !isOverfull();
  }

  /**
   * Checks that the entries are complete.
   *
   * @throws SourceException if there are more than the limits allow
   */
  void requireRoom() throws SourceException {
    if (isOverfull()) {
      String message =
          "the quarantine holds more than %d records or %d bytes%s"
              .formatted(maxRecords, maxBytes, whenFull);
      throw SourceException.passing(message, new IllegalStateException(message));
    }
  }

  /** Returns the entries by their keys. */
  Map<String, Row> rows() {
    Map<String, Row> byKey = new HashMap<>();
    rows.forEach((place, row) -> byKey.put(place.key(), row));
    return byKey;
  }

  /** Returns a description of each wanted entry that could not be read. */
  Collection<String> unreadable() {
    return List.copyOf(unreadable.values());
  }

  private boolean isOverfull() {
    return rows.size() > maxRecords || bytes > maxBytes;
  }
}
