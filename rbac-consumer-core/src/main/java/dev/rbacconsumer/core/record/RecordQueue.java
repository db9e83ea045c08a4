package dev.rbacconsumer.core.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue of records that wait, with limits in records and in bytes that it reports and does not
 * enforce. Not thread-safe.
 */
public final class RecordQueue {
  private final Deque<SourceRecord> records = new ArrayDeque<>();
  private final int maxRecords;
  private final long maxBytes;
  private long bytes;

  /**
   * Creates an empty queue.
   *
   * @param maxRecords number of records from which it is full
   * @param maxBytes size in bytes from which it is full
   */
  public RecordQueue(int maxRecords, long maxBytes) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  /** Adds a record at the end. */
  public void add(SourceRecord record) {
    records.add(record);
    bytes += record.sizeInBytes();
  }

  /** Adds a record in front of all others. */
  public void addFirst(SourceRecord record) {
    records.addFirst(record);
    bytes += record.sizeInBytes();
  }

  /** Removes the first record and returns it; null if there is none. */
  public @Nullable SourceRecord poll() {
    SourceRecord record = records.poll();
    if (record != null) {
      bytes -= record.sizeInBytes();
    }
    return record;
  }

  /** Returns the first record; null if there is none. */
  public @Nullable SourceRecord peek() {
    return records.peek();
  }

  /** Returns the last record; null if there is none. */
  public @Nullable SourceRecord peekLast() {
    return records.peekLast();
  }

  /** Returns all records, in their order. */
  public List<SourceRecord> records() {
    return List.copyOf(records);
  }

  /**
   * Returns the first records behind an offset.
   *
   * @param offset null for the first ones of all
   * @param most largest number of records to return
   */
  public List<SourceRecord> behind(@Nullable Offset offset, int most) {
    List<SourceRecord> behind = new ArrayList<>();
    for (SourceRecord record : records) {
      if (behind.size() >= most) {
        break;
      }
      if (offset == null || record.offset().compareTo(offset) > 0) {
        behind.add(record);
      }
    }
    return behind;
  }

  /**
   * Returns the first records: below an offset, and with no more than so many bytes before each.
   *
   * @return as many as there are; see {@link #hasBeyond} for whether there can be more
   */
  public List<SourceRecord> within(long end, long bytesBefore) {
    List<SourceRecord> within = new ArrayList<>();
    long before = 0;
    for (SourceRecord record : records) {
      if (record.offset().value() >= end || before > bytesBefore) {
        break;
      }
      within.add(record);
      before += record.sizeInBytes();
    }
    return within;
  }

  /** Returns whether there is a record that {@link #within} leaves out. */
  public boolean hasBeyond(long end, long bytesBefore) {
    return within(end, bytesBefore).size() < records.size();
  }

  /** Returns the number of records. */
  public int size() {
    return records.size();
  }

  /** Returns the size of all records, in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Removes all records. */
  public void clear() {
    records.clear();
    bytes = 0;
  }

  /** Returns whether a limit is reached. */
  public boolean isFull() {
    return records.size() >= maxRecords || bytes >= maxBytes;
  }

  /**
   * Returns whether the queue is at most half full: the distance to full keeps a partition from
   * being paused at every record.
   */
  public boolean hasRoom() {
    return records.size() <= maxRecords / 2 && bytes <= maxBytes / 2;
  }
}
