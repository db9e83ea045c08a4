package dev.rbacconsumer.launcher.logging;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Queue of encoded log lines between the threads that log and the thread that writes, bounded in
 * bytes. Adding never waits: a line without room is dropped and counted, and its position is kept
 * as a gap. The last quarter is reserved for warnings and errors; once a line was dropped, other
 * lines are accepted again when half of the room is free. Thread-safe.
 */
final class LogQueue {
  /** Bytes that an entry takes beside its line. */
  static final int OVERHEAD = 64;

  private final long capacity;
  private final Deque<Entry> entries = new ArrayDeque<>();

  /** Bytes of all entries, including the one that is being written. */
  private long used;

  private long added;
  private long done;
  private long dropped;
  private boolean overflowing;

  /** Gap in the queue that counts the lines being dropped. */
  private @Nullable Entry gap;

  /**
   * @param capacity longest total of lines and overhead in bytes; a longer line is accepted alone
   */
  LogQueue(long capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds a line, or drops it.
   *
   * @param line not copied: the caller must not change it afterwards
   * @param isImportant whether it is a warning or an error
   */
  synchronized void add(byte[] line, boolean isImportant) {
    long cost = line.length + (long) OVERHEAD;
    if (hasRoom(cost, isImportant)) {
      used += cost;
      append(new Entry(line));
    } else {
      dropped++;
      overflowing = true;
      if (gap == null) {
        gap = new Entry(null);
        append(gap);
      }
      gap.dropped++;
    }
  }

  /**
   * Waits for the next entry and writes it, without delaying the threads that add. For one thread
   * at a time.
   */
  void writeNext(Output output) throws InterruptedException {
    Entry entry = take();
    try {
      if (entry.line == null) {
        output.gap(entry.dropped);
      } else {
        output.line(entry.line);
      }
    } finally {
      written(entry);
    }
  }

  /**
   * Waits until all entries that are in the queue now have been written.
   *
   * @return whether it has; false after {@code atMost}
   */
  synchronized boolean awaitWritten(Duration atMost) throws InterruptedException {
    long wanted = added;
    long deadline = System.nanoTime() + atMost.toNanos();
    while (done < wanted) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  /** Returns the number of lines dropped so far. */
  synchronized long dropped() {
    return dropped;
  }

  private boolean hasRoom(long cost, boolean isImportant) {
    if (isImportant) {
      return used == 0 || used + cost <= capacity;
    }
    return !overflowing && (used == 0 || used + cost <= capacity - capacity / 4);
  }

  private void append(Entry entry) {
    entries.add(entry);
    added++;
    notifyAll();
  }

  private synchronized Entry take() throws InterruptedException {
    while (entries.isEmpty()) {
      wait();
    }
    Entry entry = entries.remove();
    if (entry == gap) {
      gap = null;
    }
    return entry;
  }

  private synchronized void written(Entry entry) {
    done++;
    used -= entry.line == null ? 0 : entry.line.length + (long) OVERHEAD;
    if (overflowing && used <= capacity / 2) {
      overflowing = false;
      gap = null;
    }
    notifyAll();
  }

  /** Destination of the lines. */
  interface Output {
    /** Writes one line; may block for any time. */
    void line(byte[] encoded);

    /** Records that lines were dropped at this position. */
    void gap(long lines);
  }

  /** A line, or a gap without one. */
  private static final class Entry {
    final byte @Nullable [] line;
    long dropped;

    Entry(byte @Nullable [] line) {
      this.line = line;
    }
  }
}
