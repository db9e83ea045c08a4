package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive records whose changes are written to the store as one net change: usually one record;
 * several in a batch; in a recovery, all that an earlier owner may have applied.
 *
 * <p>Where the store refuses the whole, a shorter and shorter beginning is tried, until one passes
 * or the first record stands alone and is the one that blocks. Two rules make this safe whatever
 * part of the range was visible before: no removal is ever left out, and an addition that any later
 * record of the range removes is. So a grant may come late, and a removal is never undone.
 */
final class Batch {
  private final List<InFlightRecord> entries = new ArrayList<>();

  /** How many of the first entries the next change covers, where not all. */
  private int reach = Integer.MAX_VALUE;

  /** Whether the store has been asked, or the range was fixed from the start. */
  private boolean closed;

  private boolean recovery;

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether an attempt at the first record has failed. */
  boolean isFailing() {
    return !isEmpty() && first().failures() > 0;
  }

  int size() {
    return entries.size();
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether it is all that an earlier owner may have applied. */
  boolean isRecovery() {
    return recovery;
  }

  /**
   * Takes up what may be applied next: all that has to be recovered, at once; else a record, where
   * there is none in work or a batch goes on.
   *
   * @param most records of a batch
   */
  void takeUp(RecordBuffer buffer, Window window, int most, long now) {
    List<SourceRecord> recovered = buffer.takeRecovered();
    if (recovered != null && !recovered.isEmpty()) {
      recover(recovered.stream().map(record -> new InFlightRecord(record, now)).toList());
      window.permitRecovery(last().record, bytes());
    } else if (!buffer.isCollecting() && (isEmpty() || mayGrow(buffer.peek(), window, most))) {
      SourceRecord record = buffer.poll();
      if (record != null) {
        add(new InFlightRecord(record, now));
      }
    }
  }

  /** A batch ends before anything that is not a valid change, or may not be applied yet. */
  private boolean mayGrow(@Nullable SourceRecord next, Window window, int most) {
    return size() < most
        && !isClosed()
        && last().isUnstored()
        && next != null
        && window.permits(next, bytes());
  }

  void add(InFlightRecord entry) {
    entries.add(entry);
  }

  /** Takes everything that an earlier owner may have applied. */
  void recover(List<InFlightRecord> range) {
    entries.addAll(range);
    closed = true;
    recovery = true;
  }

  void clear() {
    entries.clear();
    restart();
    closed = false;
    recovery = false;
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

  /** The first entry of which it is not known what it is; null where all are known. */
  @Nullable InFlightRecord undecoded() {
    for (InFlightRecord entry : entries) {
      if (entry.decoding() == null) {
        return entry;
      }
    }
    return null;
  }

  /**
   * The first entry that has to be decoded before anything is applied; null where there is none. A
   * batch whose last entry could not be decoded goes on without it until that is due again.
   */
  @Nullable InFlightRecord toDecode(long now) {
    InFlightRecord entry = undecoded();
    return entry == null || recovery || entry.isDue(now) ? entry : null;
  }

  /** The first entry of this kind that is not applied; null where there is none. */
  @Nullable InFlightRecord firstUnapplied(Predicate<InFlightRecord> kind) {
    for (InFlightRecord entry : entries) {
      if (!entry.isStored() && kind.test(entry)) {
        return entry;
      }
    }
    return null;
  }

  /** No record in work counts as a repeated one any more: what it repeats may not be applied. */
  void forgetRepeats() {
    entries.forEach(InFlightRecord::notRepeated);
  }

  long bytes() {
    long bytes = 0;
    for (InFlightRecord entry : entries) {
      bytes += entry.record.sizeInBytes();
    }
    return bytes;
  }

  void removeFirst() {
    entries.remove(0);
    restart();
    if (entries.isEmpty()) {
      clear();
    }
  }

  /** The next change covers everything again. */
  void restart() {
    reach = Integer.MAX_VALUE;
  }

  /**
   * The next change for the store; null where the first record has to be dealt with before.
   *
   * @param blocks whether nothing may be applied from this entry on
   */
  @Nullable TupleChange nextChange(Predicate<InFlightRecord> blocks) {
    if (!recovery && !first().isUnstored()) {
      return null;
    }
    reach = Math.min(reach, firstBlocking(blocks));
    List<TupleChange> changes = new ArrayList<>();
    for (InFlightRecord entry : entries.subList(0, reach)) {
      TupleChange change = entry.change();
      if (change != null && entry.isUnstored()) {
        changes.add(change);
      }
    }
    closed = true;
    return changes.isEmpty() ? null : TupleChange.fold(changes, removedLater());
  }

  /** The last record that the change of {@link #nextChange} covers. */
  SourceRecord lastCovered() {
    return entries.get(Math.min(reach, entries.size()) - 1).record;
  }

  /** The records whose changes {@link #nextChange} holds, in the order of their offsets. */
  List<InFlightRecord> covered() {
    return entries.subList(0, Math.min(reach, entries.size())).stream()
        .filter(InFlightRecord::isUnstored)
        .toList();
  }

  /** The store has what {@link #nextChange} said. */
  void stored() {
    covered().forEach(InFlightRecord::stored);
    restart();
  }

  /** Leaves the last record out of the next change; false where the first one is all there is. */
  boolean shorten() {
    int last = Math.min(reach, entries.size()) - 1;
    while (last > 0 && !entries.get(last).isUnstored()) {
      last--;
    }
    if (last <= 0) {
      return false;
    }
    reach = last;
    return true;
  }

  private int firstBlocking(Predicate<InFlightRecord> blocks) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).decoding() == null || blocks.test(entries.get(i))) {
        return i;
      }
    }
    return entries.size();
  }

  /** What records behind the first one remove: it may be gone already, and must not come back. */
  Set<RelationTuple> removedBehindFirst() {
    return removedFrom(1);
  }

  private Set<RelationTuple> removedLater() {
    return removedFrom(reach);
  }

  private Set<RelationTuple> removedFrom(int first) {
    Set<RelationTuple> removed = new HashSet<>();
    for (InFlightRecord entry : entries.subList(first, entries.size())) {
      TupleChange change = entry.change();
      if (change != null) {
        removed.addAll(change.removals());
      }
    }
    return removed;
  }
}
