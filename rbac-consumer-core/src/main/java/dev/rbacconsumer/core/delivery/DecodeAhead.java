package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.port.FatalErrors;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the next records of a lane before their turn, while the thread of the lane waits for the
 * store. A decoding has no effect before its turn: what could not be decoded is decoded again then.
 * Thread-safe.
 */
final class DecodeAhead {
  /** Most records that are decoded before their turn. */
  static final int MOST_RECORDS = 128;

  /** Size of records, in bytes, from which no further one is decoded before its turn. */
  static final long MOST_BYTES = 128 * 1024;

  private final MessageDecoder decoder;
  private final BiFunction<@Nullable Offset, Integer, List<SourceRecord>> queued;
  private final IntSupplier queuedCount;

  /** In the order of their offsets. Guarded by this, as all that follows. */
  private final Deque<Decoded> decoded = new ArrayDeque<>();

  /** Records to decode next, in the order of their offsets. */
  private final Deque<SourceRecord> next = new ArrayDeque<>();

  /** The last record whose turn came, or that was decoded before its turn. */
  private @Nullable Offset last;

  private long bytes;

  /** Number of times that everything was discarded. */
  private int discards;

  /**
   * @param queued returns the first records that wait behind an offset, or from the first one on,
   *     and no more than a number of them
   * @param queuedCount returns the number of records that wait
   */
  DecodeAhead(
      MessageDecoder decoder,
      BiFunction<@Nullable Offset, Integer, List<SourceRecord>> queued,
      IntSupplier queuedCount) {
    this.decoder = decoder;
    this.queued = queued;
    this.queuedCount = queuedCount;
  }

  /** Returns the decoding of a record whose turn it is. */
  Decoding of(SourceRecord record) {
    Decoding known = take(record);
    return known == null ? decoder.decode(record) : known;
  }

  /** Returns whether a record whose turn it is has been decoded. */
  synchronized boolean has(SourceRecord record) {
    Decoded first = firstFrom(record);
    return first != null && first.isOf(record);
  }

  /** Returns whether few records are decoded, and more wait. */
  boolean isLow() {
    int ready;
    synchronized (this) {
      if (decoded.size() > MOST_RECORDS / 4 || bytes > MOST_BYTES / 4) {
        return false;
      }
      ready = decoded.size();
    }
    return queuedCount.getAsInt() > ready;
  }

  /** Decodes one more record. Returns false if that was not possible, or is not wanted. */
  boolean decodeNext() {
    int before;
    synchronized (this) {
      before = discards;
    }
    SourceRecord record = nextToDecode(before);
    return record != null && decode(record, before);
  }

  /** Discards all decodings, as their records are discarded. */
  synchronized void clear() {
    decoded.clear();
    next.clear();
    last = null;
    bytes = 0;
    discards++;
  }

  private @Nullable SourceRecord nextToDecode(int before) {
    Offset behind;
    synchronized (this) {
      SourceRecord known = next.peek();
      if (known != null || decoded.size() >= MOST_RECORDS) {
        return fits(known) ? next.poll() : null;
      }
      behind = last;
    }
    List<SourceRecord> more = queued.apply(behind, MOST_RECORDS);
    synchronized (this) {
      if (discards != before) {
        return null;
      }
      // Their turn may have come meanwhile.
      more.stream().filter(it -> last == null || isBehind(it, last)).forEach(next::add);
      return fits(next.peek()) ? next.poll() : null;
    }
  }

  private boolean fits(@Nullable SourceRecord record) {
    return record != null
        && decoded.size() < MOST_RECORDS
        && bytes + record.sizeInBytes() <= MOST_BYTES;
  }

  private boolean decode(SourceRecord record, int before) {
    try {
      add(new Decoded(record, decoder.decode(record)), before);
      return true;
    } catch (Throwable defect) {
      if (defect instanceof Error error && FatalErrors.isFatal(error)) {
        throw error;
      }
      // It is reported when the record is decoded at its turn.
      return false;
    }
  }

  /** Adds a decoding, unless its record was discarded, or its turn has come, meanwhile. */
  private synchronized void add(Decoded entry, int before) {
    boolean isDue = last != null && !isBehind(entry.record(), last);
    if (discards == before && !isDue) {
      decoded.add(entry);
      last = entry.record().offset();
      bytes += entry.record().sizeInBytes();
    }
  }

  private synchronized @Nullable Decoding take(SourceRecord record) {
    Decoded first = firstFrom(record);
    if (first != null && first.isOf(record)) {
      removeFirst();
      return first.decoding();
    }
    if (first == null) {
      last = record.offset();
    }
    return null;
  }

  /** Discards what comes before a record whose turn it is, and returns the first that is left. */
  private @Nullable Decoded firstFrom(SourceRecord record) {
    Decoded first = decoded.peek();
    while (first != null && !first.isOf(record) && !isBehind(first.record(), record.offset())) {
      removeFirst();
      first = decoded.peek();
    }
    SourceRecord waiting = next.peek();
    while (waiting != null && !isBehind(waiting, record.offset())) {
      next.poll();
      waiting = next.peek();
    }
    return first;
  }

  private void removeFirst() {
    bytes -= decoded.remove().record().sizeInBytes();
  }

  private static boolean isBehind(SourceRecord record, Offset offset) {
    return record.offset().compareTo(offset) > 0;
  }

  /** A record and its decoding. */
  private record Decoded(SourceRecord record, Decoding decoding) {
    // A record that was read again may be another one at the same offset.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(SourceRecord other) {
      return record == other;
    }
  }
}
