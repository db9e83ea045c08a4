package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.checkpoint.Recovery;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordQueue;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Buffers the records of one lane, once its start position is known: first all records that an
 * earlier owner may have applied, and from then on as many as the bounds allow.
 */
public final class RecordBuffer {
  private final RecordQueue queue;
  private @Nullable Recovery recovery;
  private boolean open;
  private boolean outOfRange;
  private boolean blocked;
  private @Nullable Long blockedSince;

  RecordBuffer(RecordQueue queue) {
    this.queue = queue;
  }

  /** Starts reading at a new position, with the range to recover if there is one. */
  void begin(Optional<Recovery> range) {
    open = true;
    outOfRange = false;
    blocked = false;
    blockedSince = null;
    recovery = range.orElse(null);
  }

  /** Continues reading at the current position, with the range to recover if there is one. */
  void goOn(Optional<Recovery> range) {
    recovery = range.orElse(null);
    if (outOfRange) {
      reportOutOfRange();
    }
  }

  /**
   * Records that the source delivers nothing more from its position. A range to recover that is not
   * complete is discarded.
   */
  public void reportOutOfRange() {
    outOfRange = true;
    if (recovery != null) {
      close();
    }
  }

  /**
   * Records that the next batch cannot be read for now. Records that were read before are kept.
   *
   * @param now the monotonic clock, in nanoseconds
   */
  public void block(long now) {
    blocked = true;
    blockedSince = blockedSince == null ? Long.valueOf(now) : blockedSince;
  }

  /** Returns since when the next batch cannot be read, in nanoseconds; null if it can. */
  @Nullable Long blockedSince() {
    return blockedSince;
  }

  /** Records that the unreadable batch is being read again. */
  public void unblock() {
    blocked = false;
  }

  /** Returns whether no record is left, and none comes until reading begins at a position. */
  boolean isSpent() {
    return !open || (outOfRange && queue.peek() == null);
  }

  /** Discards the position and the records that were read from it. */
  void close() {
    recovery = null;
    open = false;
    queue.clear();
  }

  /** Returns whether reading has begun at a position. */
  public boolean isOpen() {
    return open;
  }

  /** Returns whether reading has begun, and more records are expected. */
  public boolean isReading() {
    return open && !outOfRange;
  }

  /** Adds a record. Ignored while no position is known: the record is read again later. */
  void add(SourceRecord record) {
    if (open) {
      blockedSince = null;
      queue.add(record);
    }
  }

  boolean isCollecting() {
    return recovery != null;
  }

  /**
   * Takes the position below which every record was offered.
   *
   * @return whether the position is new for a range that is being collected
   */
  boolean readTo(CommitPosition position) {
    Recovery range = recovery;
    if (range == null || range.readTo().equals(position)) {
      return false;
    }
    recovery = range.readTo(position);
    return true;
  }

  /** Returns the records to recover, once, when all of them have been read; otherwise null. */
  @Nullable List<SourceRecord> takeRecovered() {
    Recovery range = recovery;
    if (range == null || !open || !range.isComplete(queue)) {
      return null;
    }
    recovery = null;
    List<SourceRecord> records = range.records(queue);
    records.forEach(record -> queue.poll());
    return records;
  }

  @Nullable SourceRecord poll() {
    return queue.poll();
  }

  /** Adds the record that was taken last as the first one again. Ignored while none is kept. */
  void putBack(SourceRecord record) {
    if (open) {
      queue.addFirst(record);
    }
  }

  @Nullable SourceRecord peek() {
    return queue.peek();
  }

  @Nullable SourceRecord peekLast() {
    return queue.peekLast();
  }

  /** Returns the records that wait, in the order of their offsets. */
  public List<SourceRecord> queued() {
    return queue.records();
  }

  /**
   * Returns the first records that wait behind an offset, or from the first one on if it is null,
   * and no more than a number of them.
   */
  public List<SourceRecord> queued(@Nullable Offset behind, int most) {
    return queue.behind(behind, most);
  }

  /** Returns the number of records that wait. */
  public int size() {
    return queue.size();
  }

  /** Returns the size of the records that wait, in bytes. */
  long bytes() {
    return queue.bytes();
  }

  void clear() {
    queue.clear();
  }

  /** Returns whether the source has to pause the partition. */
  public boolean isFull() {
    Recovery range = recovery;
    return !open
        || outOfRange
        || blocked
        || (range == null ? queue.isFull() : range.isComplete(queue));
  }

  /** Returns whether the source may resume the partition. */
  public boolean hasRoom() {
    Recovery range = recovery;
    boolean reads = open && !outOfRange && !blocked;
    return reads && (range == null ? queue.hasRoom() : !range.isComplete(queue));
  }
}
