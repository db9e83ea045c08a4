package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a range of the log that applies nothing: every record is decoded and shown to a
 * reader, or the id of its event is, if that is all that the reader needs and it is known.
 */
final class Scan {
  private final CommitPosition from;
  private final CommitPosition end;
  private final Reader reader;
  private final Runnable whenComplete;
  private final boolean needsIdsAlone;
  private CommitPosition readTo;
  private @Nullable InFlightRecord current;

  /**
   * @param from position of the first record
   * @param end position behind the last record
   * @param whenComplete called once the last record was shown
   */
  Scan(CommitPosition from, CommitPosition end, Reader reader, Runnable whenComplete) {
    this.from = from;
    this.end = end;
    this.reader = reader;
    this.whenComplete = whenComplete;
    this.needsIdsAlone = reader instanceof IdReader;
    this.readTo = from;
  }

  CommitPosition from() {
    return from;
  }

  CommitPosition end() {
    return end;
  }

  boolean isEmpty() {
    return from.compareTo(end) >= 0;
  }

  /** Takes the position below which every record was offered. Returns whether it is new. */
  boolean readTo(CommitPosition position) {
    boolean isNews = !readTo.equals(position);
    readTo = position;
    return isNews;
  }

  /** Returns whether the last record was shown. */
  boolean isComplete(RecordBuffer buffer) {
    SourceRecord next = buffer.peek();
    return current == null
        && (next == null ? readTo.compareTo(end) >= 0 : next.offset().value() >= end.value());
  }

  void complete() {
    whenComplete.run();
  }

  /** Returns the number of offsets that are still to be shown. */
  long left() {
    InFlightRecord entry = current;
    long at = entry == null ? from.value() : entry.record.offset().value();
    return Math.max(0, end.value() - at);
  }

  /** Returns the action for the next record; the range must not be complete. */
  LaneAction next(RecordBuffer buffer, long now) {
    InFlightRecord entry = current;
    if (entry == null) {
      SourceRecord record = buffer.poll();
      if (record == null) {
        return new LaneAction.AwaitEvent();
      }
      entry = new InFlightRecord(record, now);
      current = entry;
    }
    return needsIdsAlone ? entry.identifyOrWait(now) : entry.decodeOrWait(now, false);
  }

  /** Returns whether the record whose decoding is awaited is one of this range. */
  boolean isDecoding() {
    return current != null;
  }

  /**
   * Takes the id of the event of the record whose decoding is awaited, and of those in the buffer
   * behind it, up to the first one whose id is not known.
   */
  void identified(String eventId, RecordBuffer buffer, Function<SourceRecord, String> ids) {
    IdReader known = (IdReader) reader;
    current = null;
    known.identified(eventId);
    SourceRecord next = buffer.peek();
    while (next != null && next.offset().value() < end.value()) {
      String id = ids.apply(next);
      if (id.isEmpty()) {
        return;
      }
      known.identified(id);
      buffer.poll();
      next = buffer.peek();
    }
  }

  void decoded(Decoding decoding) throws ReplayTableException, InterruptedException {
    InFlightRecord entry = Objects.requireNonNull(current);
    reader.read(entry.record, decoding);
    current = null;
  }

  /** Returns the record whose decoding is awaited. */
  InFlightRecord current() {
    return Objects.requireNonNull(current);
  }

  /** Forgets the record in work: it is read again from the start of the range. */
  void restart() {
    current = null;
    readTo = from;
  }

  /** Receives every record of a range, in order. */
  interface Reader {
    /**
     * Receives one record.
     *
     * @throws ReplayTableException when the tuples of the record cannot be noted
     * @throws InterruptedException on shutdown
     */
    void read(SourceRecord record, Decoding decoding)
        throws ReplayTableException, InterruptedException;
  }

  /** Receives the ids of events, and records whose ids are not known without decoding them. */
  interface IdReader extends Reader {
    /** Receives the id of the event of one record. */
    void identified(String eventId);
  }
}
