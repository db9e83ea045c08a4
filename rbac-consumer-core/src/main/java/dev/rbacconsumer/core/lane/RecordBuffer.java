package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Buffers the records of one lane, once it is known where reading begins: first all that an earlier
 * owner may have applied, if there is any, and from then on as much as the bounds allow.
 */
public final class RecordBuffer {
  private final RecordQueue queue;
  private @Nullable Recovery recovery;
  private boolean open;
  private boolean outOfRange;
  private boolean blocked;

  RecordBuffer(RecordQueue queue) {
    this.queue = queue;
  }

  /** Reading begins here, with what has to be recovered, if there is anything. */
  void begin(Optional<Recovery> range) {
    open = true;
    outOfRange = false;
    blocked = false;
    recovery = range.orElse(null);
  }

  /** Reading goes on where it stands, with what has to be recovered, if there is anything. */
  void goOn(Optional<Recovery> range) {
    recovery = range.orElse(null);
    if (outOfRange) {
      reportOutOfRange();
    }
  }

  /** Nothing more comes from where reading stands. A range without its end is of no use. */
  public void reportOutOfRange() {
    outOfRange = true;
    if (recovery != null) {
      close();
    }
  }

  /** Nothing more comes until what stands next can be read; what was read before is kept. */
  public void block() {
    blocked = true;
  }

  /** What stands next is read again. */
  public void unblock() {
    blocked = false;
  }

  /** Whether nothing is left, and nothing comes until reading begins somewhere. */
  boolean isSpent() {
    return !open || (outOfRange && queue.peek() == null);
  }

  /** Where reading began counts no more, and neither does what was read. */
  void close() {
    recovery = null;
    open = false;
    queue.clear();
  }

  public boolean isOpen() {
    return open;
  }

  /** Whether reading has begun, and records are expected from where it has come to. */
  public boolean isReading() {
    return open && !outOfRange;
  }

  /** Passed over while it is not known where reading begins: it will come again. */
  void add(SourceRecord record) {
    if (open) {
      queue.add(record);
    }
  }

  boolean isCollecting() {
    return recovery != null;
  }

  /**
   * All below this position has been offered.
   *
   * @return whether that is news for a range that is being collected
   */
  boolean readTo(CommitPosition position) {
    Recovery range = recovery;
    if (range == null || range.readTo().equals(position)) {
      return false;
    }
    recovery = range.readTo(position);
    return true;
  }

  /** All that has to be recovered, once all of it has been read; null before, and never again. */
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

  @Nullable SourceRecord peek() {
    return queue.peek();
  }

  /** How many records wait. */
  int size() {
    return queue.size();
  }

  /** Size of the records that wait. */
  long bytes() {
    return queue.bytes();
  }

  void clear() {
    queue.clear();
  }

  public boolean isFull() {
    Recovery range = recovery;
    return !open
        || outOfRange
        || blocked
        || (range == null ? queue.isFull() : range.isComplete(queue));
  }

  public boolean hasRoom() {
    Recovery range = recovery;
    boolean reads = open && !outOfRange && !blocked;
    return reads && (range == null ? queue.hasRoom() : !range.isComplete(queue));
  }
}
