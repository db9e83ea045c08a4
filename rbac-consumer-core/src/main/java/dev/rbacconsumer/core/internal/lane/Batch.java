package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.batch.BatchLimit;
import dev.rbacconsumer.core.checkpoint.FailureHistory;
import dev.rbacconsumer.core.checkpoint.FailureMemory;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.FoldCache;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive records whose changes are written to the store as one net change: usually one record;
 * several in a batch; in a recovery, all that an earlier owner may have applied.
 *
 * <p>If the store refuses the change, fewer and fewer of the first records are tried, until a
 * change passes or the first record is refused alone, and blocks. Two rules make this safe whatever
 * part of the range was visible before: no removal is ever left out, and every addition that a
 * later record of the range removes is left out. So a grant may come late, and a removal is never
 * undone. A batch of adaptive size is tried one record at a time, once it is refused.
 */
final class Batch {
  private final BatchLimit limit;
  private final List<InFlightRecord> entries = new ArrayList<>();
  private final FoldCache folds = new FoldCache();

  /**
   * Records that failed and were discarded together with their fence, by their offset: once read
   * again, they continue the count of attempts.
   */
  private final Map<Long, InFlightRecord> discarded = new HashMap<>();

  /** Offset of the record that was put back into the buffer last, since it did not fit. */
  private @Nullable Offset putBack;

  /** Number of bytes of the entries. */
  private long bytes;

  /** Number of tuples of the entries that were decoded since the batch was empty. */
  private long tuples;

  /** Number of first entries that are known to be decoded. */
  private int decoded;

  /** Number of first entries that the next change covers, if not all. */
  private int reach = Integer.MAX_VALUE;

  /** True once the entries are fixed: a change was made of them, or they are a recovery. */
  private boolean closed;

  private boolean recovery;

  /** True once the store has refused the change of a batch whose records are now applied alone. */
  private boolean split;

  Batch(LaneSettings settings) {
    limit = new BatchLimit(settings.batchSize(), settings.steps().maxTuples());
  }

  /** Returns the limit on the records of a batch. */
  BatchLimit limit() {
    return limit;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Returns whether an attempt at the first record has failed. */
  boolean isFailing() {
    return !isEmpty() && first().isFailing();
  }

  /** Returns whether an attempt at the first record has failed, also under an earlier fence. */
  boolean hasFailed() {
    return !isEmpty() && first().failures() > 0;
  }

  /** Returns whether an attempt at any record failed for a cause outside of it. */
  boolean waitsForOthers() {
    return entries.stream().anyMatch(InFlightRecord::waitsForOthers);
  }

  /** Makes the next attempt no later than at a time, if it waits for a cause outside of it. */
  void retryBy(long nanoTime) {
    entries.forEach(entry -> entry.retryBy(nanoTime));
  }

  /** Makes the next attempt at every record at once. */
  void retryNow(long now) {
    entries.forEach(entry -> entry.retryNow(now));
  }

  int size() {
    return entries.size();
  }

  boolean isClosed() {
    return closed;
  }

  /** Returns whether the entries are all that an earlier owner may have applied. */
  boolean isRecovery() {
    return recovery;
  }

  /**
   * Takes records from the buffer: all records to recover at once, or else the next record if the
   * batch is empty or may grow.
   */
  void takeUp(RecordBuffer buffer, Window window, FailureMemory failures, long now) {
    List<SourceRecord> recovered = buffer.takeRecovered();
    if (recovered != null && !recovered.isEmpty()) {
      recover(recovered.stream().map(record -> begin(record, failures, now)).toList());
      window.permitRecovery(last().record, bytes());
    } else if (!buffer.isCollecting() && (isEmpty() || mayGrow(buffer.peek(), window))) {
      SourceRecord record = buffer.poll();
      if (record != null) {
        if (isEmpty()) {
          limit.begin(buffer.size(), now);
        }
        add(begin(record, failures, now));
      } else if (isEmpty()) {
        limit.idle(now);
      }
    }
  }

  /**
   * Puts a record that was just decoded back into the buffer if the batch has no room for its
   * tuples, and closes the batch. Returns whether it did.
   */
  boolean putBack(InFlightRecord entry, RecordBuffer buffer) {
    TupleChange change = entry.change();
    tuples += change == null ? 0 : change.size();
    if (recovery || size() < 2 || entry != last() || limit.allowsTuples(tuples)) {
      return false;
    }
    entries.remove(size() - 1);
    decoded = 0;
    bytes -= entry.record.sizeInBytes();
    remember(entry);
    putBack = entry.record.offset();
    buffer.putBack(entry.record);
    closed = true;
    return true;
  }

  /**
   * Returns whether the batch may take a record. It ends before anything that is not a valid
   * change, or may not be applied yet.
   */
  private boolean mayGrow(@Nullable SourceRecord next, Window window) {
    return size() < limit.messages()
        && !isClosed()
        && last().isUnstored()
        && next != null
        && limit.allowsTuples(tuples + 1)
        && limit.allowsBytes(bytes + next.sizeInBytes())
        && window.permits(next, bytes);
  }

  void add(InFlightRecord entry) {
    entries.add(entry);
    bytes += entry.record.sizeInBytes();
  }

  /** Adds all records that an earlier owner may have applied, and closes the batch. */
  void recover(List<InFlightRecord> range) {
    range.forEach(this::add);
    closed = true;
    recovery = true;
  }

  private InFlightRecord begin(SourceRecord record, FailureMemory failures, long now) {
    InFlightRecord entry = continued(record, failures, now);
    if (record.offset().equals(putBack)) {
      entry.beginAgain();
    }
    putBack = null;
    return entry;
  }

  private InFlightRecord continued(SourceRecord record, FailureMemory failures, long now) {
    Optional<FailureHistory> history = failures.takeOver(record);
    InFlightRecord before = discarded.remove(record.offset().value());
    boolean isSame = before != null && before.record.timestampMillis() == record.timestampMillis();
    if (before != null && isSame) {
      return new InFlightRecord(
          record, before.startedAt, before.failures(), before.failingSince(), now);
    }
    return history
        .map(it -> continued(record, it, failures.since(it, now), now))
        .orElseGet(() -> new InFlightRecord(record, now));
  }

  private static InFlightRecord continued(
      SourceRecord record, FailureHistory history, Duration failing, long now) {
    long since = now - failing.toNanos();
    return new InFlightRecord(record, since, history.attempts(), since, now);
  }

  /** Discards all entries, which are read again under the next fence. */
  void discard() {
    entries.forEach(this::remember);
    clear();
  }

  private void remember(InFlightRecord entry) {
    if (entry.failures() > 0) {
      discarded.put(entry.record.offset().value(), entry);
    }
  }

  void clear() {
    entries.clear();
    folds.clear();
    bytes = 0;
    tuples = 0;
    restart();
    closed = false;
    recovery = false;
    split = false;
  }

  InFlightRecord first() {
    return entries.get(0);
  }

  List<InFlightRecord> behindFirst() {
    return List.copyOf(entries.subList(1, entries.size()));
  }

  InFlightRecord last() {
    return entries.get(entries.size() - 1);
  }

  /** Returns the first entry that is not decoded; null if all are. */
  @Nullable InFlightRecord undecoded() {
    while (decoded < size() && entries.get(decoded).decoding() != null) {
      decoded++;
    }
    return decoded < size() ? entries.get(decoded) : null;
  }

  /**
   * Returns the first entry that has to be decoded before anything is applied; null if there is
   * none. A batch whose last entry could not be decoded goes on without it until that is due again.
   */
  @Nullable InFlightRecord toDecode(long now) {
    InFlightRecord entry = undecoded();
    return entry == null || recovery || entry.isDue(now) ? entry : null;
  }

  /** Returns the first entry of a kind that is not applied; null if there is none. */
  @Nullable InFlightRecord firstUnapplied(Predicate<InFlightRecord> kind) {
    for (InFlightRecord entry : entries) {
      if (!entry.isStored() && kind.test(entry)) {
        return entry;
      }
    }
    return null;
  }

  /** Counts no entry as a repeated event any more: the event that it repeats may not be applied. */
  void forgetRepeats() {
    entries.forEach(InFlightRecord::notRepeated);
  }

  long bytes() {
    return bytes;
  }

  void removeFirst() {
    InFlightRecord removed = entries.remove(0);
    bytes -= removed.record.sizeInBytes();
    discarded.keySet().removeIf(offset -> offset <= removed.record.offset().value());
    restart();
    if (entries.isEmpty()) {
      clear();
    }
  }

  /** Makes the next change cover all entries again; one of them may have to be decoded again. */
  void restart() {
    reach = Integer.MAX_VALUE;
    decoded = 0;
  }

  /**
   * Returns the next change for the store; null if no covered entry has one to send or, outside of
   * a recovery, the first entry has none.
   *
   * @param blocks whether nothing may be applied from this entry on
   */
  @Nullable TupleChange nextChange(Predicate<InFlightRecord> blocks) {
    if (!recovery && !first().isUnstored()) {
      return null;
    }
    reach = Math.min(split ? 1 : reach, firstBlocking(blocks));
    List<TupleChange> changes = new ArrayList<>(reach);
    for (InFlightRecord entry : entries.subList(0, reach)) {
      TupleChange change = entry.change();
      if (change != null && entry.isUnstored()) {
        changes.add(change);
      }
    }
    closed = true;
    return changes.isEmpty() ? null : folds.fold(changes, removingFrom(reach));
  }

  /** Returns the last record that the change of {@link #nextChange} covers. */
  SourceRecord lastCovered() {
    return entries.get(Math.min(reach, entries.size()) - 1).record;
  }

  /** Returns the records whose changes {@link #nextChange} holds, in the order of their offsets. */
  List<InFlightRecord> covered() {
    List<InFlightRecord> first = entries.subList(0, Math.min(reach, entries.size()));
    List<InFlightRecord> covered = new ArrayList<>(first.size());
    for (InFlightRecord entry : first) {
      if (entry.isUnstored()) {
        covered.add(entry);
      }
    }
    return covered;
  }

  /** Marks the records of {@link #nextChange} as stored. */
  void stored() {
    covered().forEach(InFlightRecord::stored);
    restart();
  }

  /**
   * Leaves the last record out of the next change, or all but the first one if the size of the
   * batch is adaptive. Returns false if only the first one is left.
   */
  boolean shorten() {
    int last = Math.min(reach, entries.size()) - 1;
    while (last > 0 && !entries.get(last).isUnstored()) {
      last--;
    }
    if (last <= 0) {
      return false;
    }
    reach = last;
    split = limit.isAuto() && !recovery;
    return true;
  }

  private int firstBlocking(Predicate<InFlightRecord> blocks) {
    for (int i = 0; i < entries.size(); i++) {
      InFlightRecord entry = entries.get(i);
      if (entry.decoding() == null || (blocks.test(entry) && !entry.isWaiting())) {
        return i;
      }
    }
    return entries.size();
  }

  /**
   * Returns the tuples that records behind the first one remove: they may be gone already, and must
   * not come back.
   */
  Set<RelationTuple> removedBehindFirst() {
    return TupleChange.removed(removingFrom(1));
  }

  private List<TupleChange> removingFrom(int first) {
    List<TupleChange> removing = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      InFlightRecord entry = entries.get(i);
      TupleChange change = entry.change();
      if (change != null && (i >= first || entry.isWaiting()) && mayBeAttempted(entry)) {
        removing.add(change);
      }
    }
    return removing;
  }

  /**
   * Returns whether the removals of a record may be made already. One that waits was never
   * attempted, unless it was part of a failed attempt, or an earlier owner has applied it.
   */
  private boolean mayBeAttempted(InFlightRecord entry) {
    return recovery || !entry.waitsUnattempted();
  }
}
