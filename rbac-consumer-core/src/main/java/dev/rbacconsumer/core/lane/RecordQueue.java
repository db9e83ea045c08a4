package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.record.SourceRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue of records that wait, with limits in records and in bytes that it reports and does not
 * enforce.
 */
final class RecordQueue {
  private final Deque<SourceRecord> records = new ArrayDeque<>();
  private final int maxRecords;
  private final long maxBytes;
  private long bytes;

  RecordQueue(int maxRecords, long maxBytes) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  void add(SourceRecord record) {
    records.add(record);
    bytes += record.sizeInBytes();
  }

  @Nullable SourceRecord poll() {
    SourceRecord record = records.poll();
    if (record != null) {
      bytes -= record.sizeInBytes();
    }
    return record;
  }

  @Nullable SourceRecord peek() {
    return records.peek();
  }

  @Nullable SourceRecord peekLast() {
    return records.peekLast();
  }

  /** Returns all records, in their order. */
  List<SourceRecord> records() {
    return List.copyOf(records);
  }

  /**
   * Returns the first records: below an offset, and with no more than so many bytes before each.
   *
   * @return as many as there are; see {@link #hasBeyond} for whether there can be more
   */
  List<SourceRecord> within(long end, long bytesBefore) {
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
  boolean hasBeyond(long end, long bytesBefore) {
    return within(end, bytesBefore).size() < records.size();
  }

  int size() {
    return records.size();
  }

  long bytes() {
    return bytes;
  }

  void clear() {
    records.clear();
    bytes = 0;
  }

  boolean isFull() {
    return records.size() >= maxRecords || bytes >= maxBytes;
  }

  /**
   * Returns whether the queue is at most half full: the distance to full keeps a partition from
   * being paused at every record.
   */
  boolean hasRoom() {
    return records.size() <= maxRecords / 2 && bytes <= maxBytes / 2;
  }
}
