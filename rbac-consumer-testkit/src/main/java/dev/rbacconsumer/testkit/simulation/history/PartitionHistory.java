package dev.rbacconsumer.testkit.simulation.history;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Checks that the visible state of each tuple in one partition follows from the partition's
 * records, given only which records a caller had in its backlog at a call, and which it may skip.
 */
public final class PartitionHistory {
  private final TupleWords words = new TupleWords();
  private final Map<RelationTuple, Integer> seen = new LinkedHashMap<>();
  private final Set<RelationTuple> visible = new HashSet<>();

  /** Offsets of discarded records: a part of each may be applied, and none must be. */
  private final Set<Long> givenUp = new HashSet<>();

  private final Set<Long> appliedSince = new HashSet<>();

  /** Offsets of records that repeat others, and may be skipped. */
  private final Set<Long> repetitions = new HashSet<>();

  /** Offsets of records that were skipped because they repeat others. */
  private final Set<Long> repeats = new HashSet<>();

  private final LostRecords losses = new LostRecords();

  /** Records below this offset were skipped by an operator, or must no longer be applied. */
  private long floor;

  /** Highest position that an operator has set. */
  private long highestFloor;

  /** Offset behind the last record that any lane has had in its backlog. */
  private long frontier;

  /** Records below are applied by their last operation per tuple, while they are replayed. */
  private long replayEnd;

  /** Whether the final state may differ from that of all records, including repeated ones. */
  private boolean isLoose;

  /** Whether records or states were lost, so that no final state can be expected. */
  private boolean hasLost;

  public void appended(long offset, TupleChange change, boolean isRepeated) {
    if (isRepeated) {
      repetitions.add(offset);
    }
    words.add(offset, change);
  }

  /** Records that the record at this offset is not delivered: its transaction was aborted. */
  public void aborted(long offset) {
    isLoose = true;
    words
        .all()
        .forEach(
            (tuple, said) -> {
              int at = TupleOperation.indexOf(said, offset);
              if (at >= 0) {
                said.remove(at);
                seen.computeIfPresent(tuple, (key, index) -> index >= at ? index - 1 : index);
              }
            });
  }

  /** Returns the history of the log that replaces this one; the store keeps its tuples. */
  public PartitionHistory ofNewLog() {
    PartitionHistory other = new PartitionHistory();
    other.visible.addAll(visible);
    return other;
  }

  /** Records that an operator has set the position: earlier records must no longer be applied. */
  public void reset(long position) {
    isLoose = true;
    hasLost = true;
    floor = position;
    highestFloor = Math.max(highestFloor, position);
    losses.clear();
  }

  /** Records the loss of commits: records that an operator skipped may be skipped again. */
  public long forgetPosition() {
    hasLost = true;
    floor = highestFloor;
    return floor;
  }

  /** Records that the records are read again step by step: tuples return to older states. */
  public void readAgainStepByStep() {
    hasLost = true;
    seen.clear();
  }

  /** Records an event that reports records as lost, or as skipped because others are lost. */
  public void lost(long from, long to) {
    isLoose = true;
    hasLost = true;
    losses.reported(from, to);
  }

  /**
   * Records the deletion of records below. A group without a commit never had them; operations that
   * a replay left to a later dead letter cannot be read again.
   */
  public void deleted(long begin, boolean isCommitted) {
    if (!isCommitted || completeBelow(begin) < begin) {
      lost(0, begin);
    }
  }

  /** Discards a record. The operations of earlier records on its tuples count again. */
  public void giveUp(long offset) {
    isLoose = true;
    givenUp.add(offset);
    appliedSince.remove(offset);
    seen.replaceAll((tuple, index) -> TupleOperation.lastOutside(givenUp, words.on(tuple), index));
    seen.values().removeIf(index -> index < 0);
  }

  /** Records that a record which was discarded is about to be applied after all. */
  public void takeBack(long offset) {
    givenUp.remove(offset);
  }

  boolean isGivenUp(long offset) {
    return givenUp.contains(offset);
  }

  /** Records that an instance has applied a record, which another one may have discarded before. */
  public void applied(long offset) {
    appliedSince.add(offset);
  }

  public boolean isMissing(long offset) {
    return givenUp.contains(offset) && !appliedSince.contains(offset);
  }

  public void repeated(long offset) {
    repeats.add(offset);
  }

  /** Starts a replay of records below: each tuple goes directly to its last operation's state. */
  public void replays(long end) {
    replayEnd = Math.max(replayEnd, end);
  }

  public long completeBelow(long position) {
    return LostRecords.completeBelow(position, replayEnd);
  }

  public void decoded(long offset) {
    frontier = Math.max(frontier, offset + 1);
  }

  public SeenState snapshot() {
    return new SeenState(this, Map.copyOf(seen), Set.copyOf(visible), replayEnd, frontier, floor);
  }

  /**
   * Records that the store has lost its state, or is back at an earlier one.
   *
   * @param then the store's current state of this partition
   * @param from position below which it has everything
   * @param committed position that the group has committed
   */
  public void restored(SeenState then, long from, long committed) {
    isLoose = true;
    hasLost = true;
    visible.clear();
    visible.addAll(then.visible());
    seen.clear();
    // No mark shows that the store is ahead of the group, which has restarted since: tuples return
    // to older states.
    if (then.history() == this && then.frontier() <= committed) {
      seen.putAll(then.seen());
    }
    losses.restored(from, then.replayEnd(), frontier);
    // Its mark covers the records that an operator had skipped at that time.
    losses.reported(0, then.floor());
  }

  /** Returns the records that the store need not have. */
  public LostRecords losses() {
    return losses;
  }

  /** Records an event that reports these records as lost by the store. */
  public void holeReported(long from, long to) {
    isLoose = true;
    losses.holeReported(from, to);
  }

  /** Returns the violation of a call before earlier records are applied; empty if none. */
  public Optional<String> began(CallRange range) {
    return missingBelow(range.from(), true, false);
  }

  /** Records the effect of a call, and returns the violation if no record justifies it. */
  public Optional<String> changed(
      RelationTuple tuple, boolean present, CallRange range, boolean isWhole) {
    show(tuple, present);
    Optional<Integer> word = wordFor(tuple, present, range);
    if (word.isEmpty()) {
      return Optional.of(
          "%s became %s by a call for %s, after word %d of %s"
              .formatted(
                  tuple,
                  TupleOperation.state(present),
                  range,
                  seen.getOrDefault(tuple, -1),
                  words.on(tuple)));
    }
    seen.put(tuple, word.get());
    return present && isWhole ? removalsFirst(tuple, range) : Optional.empty();
  }

  /**
   * Records the effect of a replayed dead letter, and returns the violation if a later record has
   * the last word. A removal may undo the addition of a record that was applied after it was
   * copied.
   */
  public Optional<String> replayed(
      RelationTuple tuple, boolean present, long offset, Set<Long> copied) {
    show(tuple, present);
    appliedSince.add(offset);
    decoded(offset);
    List<TupleOperation> said = words.on(tuple);
    int word = TupleOperation.indexOf(said, offset);
    int before = seen.getOrDefault(tuple, -1);
    boolean isOwn = word >= 0 && said.get(word).present() == present;
    boolean isLate = before > word && (present || !copied.contains(said.get(before).offset()));
    if (!isOwn || isLate) {
      return Optional.of(
          "%s became %s by the dead letter of %d, after word %d of %s"
              .formatted(tuple, TupleOperation.state(present), offset, before, said));
    }
    seen.put(tuple, word);
    return Optional.empty();
  }

  /**
   * Checks that every tuple has the state of its last operation, once all dead letters are
   * replayed. Tuples of records that are discarded for good are left out.
   *
   * @param isReplayed whether the record at an offset was replayed
   */
  public Optional<String> missingAfterReplays(LongPredicate isReplayed) {
    return hasLost
        ? Optional.empty()
        : FinalState.missing(words.all(), visible, it -> isGivenUp(it) && !isReplayed.test(it));
  }

  private void show(RelationTuple tuple, boolean present) {
    if (present) {
      visible.add(tuple);
    } else {
      visible.remove(tuple);
    }
  }

  /** Checks that every record below is applied, except for operations replaced by later ones. */
  public Optional<String> missingBelow(long position) {
    return missingBelow(position, false, false);
  }

  /** Checks that every record is applied, including repeated ones. */
  public Optional<String> missingAtTheEnd(long position) {
    return missingBelow(position, false, !isLoose);
  }

  private Optional<String> missingBelow(long position, boolean inTheMiddle, boolean withRepeats) {
    for (Map.Entry<RelationTuple, List<TupleOperation>> entry : words.all().entrySet()) {
      List<TupleOperation> said = entry.getValue();
      int last = lastBelow(said, position, withRepeats);
      if (last >= 0
          && !isVisible(entry.getKey(), said, last)
          && !isLeftToReplay(said, position, inTheMiddle)) {
        return Optional.of(
            "%s is %s, although %s said otherwise and every record below %d should be applied"
                .formatted(
                    entry.getKey(),
                    TupleOperation.state(visible.contains(entry.getKey())),
                    said.get(last),
                    position));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether a later record of a replay has the last operation. In the middle of a replay,
   * the operation of a discarded record may be about to be replaced by an earlier one.
   */
  private boolean isLeftToReplay(List<TupleOperation> said, long position, boolean inTheMiddle) {
    return said.stream()
        .filter(word -> word.offset() < replayEnd)
        .anyMatch(
            word -> word.offset() >= position || (inTheMiddle && givenUp.contains(word.offset())));
  }

  /**
   * Returns the operation that a change follows: the last one of the range, and none older than the
   * visible one. During the search for a blocking record, only the first part of the range is
   * applied. None of its removals may be left out, so an addition of the rest may be missing for
   * the moment. In a replay, an earlier record takes the place of a discarded one.
   */
  private Optional<Integer> wordFor(RelationTuple tuple, boolean present, CallRange range) {
    List<TupleOperation> said = words.on(tuple);
    Optional<Integer> weak = Optional.empty();
    int from = range.searching() && !present ? 0 : seen.getOrDefault(tuple, 0);
    for (int i = said.size() - 1; i >= from; i--) {
      TupleOperation word = said.get(i);
      boolean isSubstitute = word.offset() < range.from() && range.from() <= replayEnd;
      if (isSubstitute && isMissing(word.offset())) {
        // Another owner may retry it before it discards it, too.
        weak = word.present() == present ? Optional.of(from) : weak;
      } else if (isSubstitute || range.holds(word.offset())) {
        if (word.present() == present) {
          // A record that may be skipped stands for the one that it repeats.
          weak = Optional.of(i);
        }
        boolean isLast = word.present() == present || !range.searching();
        if (isLast && isMandatory(word)) {
          return weak;
        }
      }
    }
    return weak;
  }

  /** Checks that no tuple is added before the removals of the same records are done. */
  private Optional<String> removalsFirst(RelationTuple added, CallRange range) {
    if (range.searching()) {
      return Optional.empty();
    }
    for (Map.Entry<RelationTuple, List<TupleOperation>> entry : words.all().entrySet()) {
      if (visible.contains(entry.getKey())
          && mustBeAbsent(entry.getValue(), range)
          && !isLeftToReplay(entry.getValue(), range.to(), true)) {
        return Optional.of(
            "%s is visible by a call for %s, which has not removed %s yet"
                .formatted(added, range, entry.getKey()));
      }
    }
    return Optional.empty();
  }

  /** Returns whether all possible last operations of the range remove the tuple. */
  private boolean mustBeAbsent(List<TupleOperation> said, CallRange range) {
    for (int i = said.size() - 1; i >= 0; i--) {
      TupleOperation word = said.get(i);
      if (range.holds(word.offset())) {
        if (word.present()) {
          return false;
        }
        if (isMandatory(word)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isMandatory(TupleOperation word) {
    return !isGivenUp(word.offset()) && !repetitions.contains(word.offset());
  }

  private int lastBelow(List<TupleOperation> said, long position, boolean withRepeats) {
    int last = -1;
    for (int i = 0; i < said.size(); i++) {
      long offset = said.get(i).offset();
      boolean counts = !givenUp.contains(offset) && (withRepeats || !repeats.contains(offset));
      if (offset >= floor && offset < position && !losses.contains(offset) && counts) {
        last = i;
      }
    }
    return last;
  }

  /** Returns whether the state is that of this operation, or of a later one a lane may use. */
  private boolean isVisible(RelationTuple tuple, List<TupleOperation> said, int word) {
    boolean present = visible.contains(tuple);
    for (int i = word; i < said.size() && (i == word || said.get(i).offset() < frontier); i++) {
      if (said.get(i).present() == present) {
        return true;
      }
    }
    return false;
  }
}
