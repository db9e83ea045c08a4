package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.record.SourceRecord;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Records that wait for their turn, counted in records and in bytes. */
final class RecordQueue {
  private final Queue<SourceRecord> records = new ArrayDeque<>();
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

  void clear() {
    records.clear();
    bytes = 0;
  }

  boolean isFull() {
    return records.size() >= maxRecords || bytes >= maxBytes;
  }

  /** Half empty: the distance to full keeps a partition from being paused at every record. */
  boolean hasRoom() {
    return records.size() <= maxRecords / 2 && bytes <= maxBytes / 2;
  }
}
