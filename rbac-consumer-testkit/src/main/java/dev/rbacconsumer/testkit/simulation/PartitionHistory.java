package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the records of one partition say of each tuple, what of it is visible, and whether the one
 * follows from the other. Knows nothing of lanes, windows or marks: only which records a caller had
 * before it when it called, and which of them it may pass over.
 */
final class PartitionHistory {
  private final Map<RelationTuple, List<TupleMention>> words = new LinkedHashMap<>();
  private final Map<RelationTuple, Integer> seen = new LinkedHashMap<>();
  private final Set<RelationTuple> visible = new HashSet<>();

  /** Offsets of records that a policy gave up: a part of each may be applied, and none has to. */
  private final Set<Long> givenUp = new HashSet<>();

  private final Set<Long> appliedSince = new HashSet<>();

  /** Offsets of records that repeat others, and may be passed over. */
  private final Set<Long> repetitions = new HashSet<>();

  /** Offsets of records that were passed over because they repeat others. */
  private final Set<Long> repeats = new HashSet<>();

  private final LostRecords losses = new LostRecords();

  /** Records below were passed over by an operator, or are to be applied no more. */
  private long floor;

  /** The highest position that an operator has set. */
  private long highestFloor;

  /** Behind the last record that any lane has had before it. */
  private long frontier;

  /** Records below are applied by last word, as long as they are replayed. */
  private long replayEnd;

  /** Whether the end need not be that of every record, repeated ones included. */
  private boolean isLoose;

  void appended(long offset, TupleChange change, boolean isRepeated) {
    if (isRepeated) {
      repetitions.add(offset);
    }
    change.removals().forEach(tuple -> say(tuple, new TupleMention(offset, false)));
    change.additions().forEach(tuple -> say(tuple, new TupleMention(offset, true)));
  }

  /** What was written at this offset is never delivered: its transaction was aborted. */
  void aborted(long offset) {
    isLoose = true;
    words.forEach(
        (tuple, said) -> {
          int at = indexOf(said, offset);
          if (at >= 0) {
            said.remove(at);
            seen.computeIfPresent(tuple, (key, index) -> index >= at ? index - 1 : index);
          }
        });
  }

  /** The history of the log that takes the place of this one; the store keeps what it has. */
  PartitionHistory ofNewLog() {
    PartitionHistory other = new PartitionHistory();
    other.visible.addAll(visible);
    return other;
  }

  /** An operator has set the position: what is before it is to be applied no more. */
  void reset(long position) {
    isLoose = true;
    floor = position;
    highestFloor = Math.max(highestFloor, position);
    losses.clear();
  }

  /** The commits are gone: what an operator passed over at any time may be passed over again. */
  long forgetPosition() {
    floor = highestFloor;
    return floor;
  }

  /** Records are read again step by step: tuples return to older states. */
  void readAgainStepByStep() {
    seen.clear();
  }

  /** An event reported that records are gone, or passed over because others are. */
  void lost(long from, long to) {
    isLoose = true;
    losses.reported(from, to);
  }

  /**
   * Records below are deleted. A group without a commit never had them, and what a replay left to
   * later records cannot be read again where these are set aside.
   */
  void deleted(long begin, boolean isCommitted) {
    if (!isCommitted || completeBelow(begin) < begin) {
      lost(0, begin);
    }
  }

  /** Whether a record need not be applied, because an event reported that. */
  boolean isLost(long offset) {
    return losses.contains(offset);
  }

  /** A policy gives a record up. What the records before it say of its tuples counts again. */
  void giveUp(long offset) {
    isLoose = true;
    givenUp.add(offset);
    appliedSince.remove(offset);
    seen.replaceAll((tuple, index) -> lastMandatory(on(tuple), index));
    seen.values().removeIf(index -> index < 0);
  }

  boolean isGivenUp(long offset) {
    return givenUp.contains(offset);
  }

  /** An instance has applied a record, which another one may have given up before. */
  void applied(long offset) {
    appliedSince.add(offset);
  }

  /** Whether a record was given up, and by none applied since. */
  boolean isMissing(long offset) {
    return givenUp.contains(offset) && !appliedSince.contains(offset);
  }

  /** A record is passed over, since it repeats another. */
  void repeated(long offset) {
    repeats.add(offset);
  }

  /** Records below this position are replayed: each tuple goes straight to the last word on it. */
  void replays(long end) {
    replayEnd = Math.max(replayEnd, end);
  }

  /** Below which everything is applied: in a replay, records leave operations to later ones. */
  long completeBelow(long position) {
    return LostRecords.completeBelow(position, replayEnd);
  }

  /** A lane has this record before it, and what it does with earlier ones may heed it. */
  void decoded(long offset) {
    frontier = Math.max(frontier, offset + 1);
  }

  /** What the store has of this partition. */
  Seen snapshot() {
    return new Seen(this, Map.copyOf(seen), Set.copyOf(visible), replayEnd, frontier, floor);
  }

  /**
   * The store has lost its state, or is back at an earlier one.
   *
   * @param then what it has of this partition now
   * @param from position below which it has everything
   * @param committed where the group stands
   */
  void restored(Seen then, long from, long committed) {
    isLoose = true;
    visible.clear();
    visible.addAll(then.visible);
    seen.clear();
    // No mark shows that the store has more than the group, which began again since: tuples return
    // to older states.
    if (then.history == this && then.frontier <= committed) {
      seen.putAll(then.seen);
    }
    losses.restored(from, then.replayEnd, frontier);
    // Its mark covers what an operator had passed over then.
    losses.reported(0, then.floor);
  }

  /** Whether the store has lost something, and no event has reported it. */
  boolean hasHole() {
    return losses.hasHole();
  }

  /** Nothing is left that could show the loss. */
  void forgetHole() {
    losses.forgetHole();
  }

  /** An event reported that the store has lost these records. */
  void holeReported(long from, long to) {
    isLoose = true;
    losses.holeReported(from, to);
  }

  /** A lane calls the store for these records. */
  Optional<String> began(CallRange range) {
    return missingBelow(range.from(), true, false);
  }

  /** A tuple has changed, by a call for these records. */
  Optional<String> changed(RelationTuple tuple, boolean present, CallRange range, boolean isWhole) {
    if (present) {
      visible.add(tuple);
    } else {
      visible.remove(tuple);
    }
    Optional<Integer> word = wordFor(tuple, present, range);
    if (word.isEmpty()) {
      return Optional.of(
          "%s became %s by a call for %s, after word %d of %s"
              .formatted(tuple, state(present), range, seen.getOrDefault(tuple, -1), on(tuple)));
    }
    seen.put(tuple, word.get());
    return present && isWhole ? removalsFirst(tuple, range) : Optional.empty();
  }

  /** Every record below is applied, as far as its words were not overtaken by later ones. */
  Optional<String> missingBelow(long position) {
    return missingBelow(position, false, false);
  }

  /** Every record is applied, repeated ones included. */
  Optional<String> missingAtTheEnd(long position) {
    return missingBelow(position, false, !isLoose);
  }

  private Optional<String> missingBelow(long position, boolean inTheMiddle, boolean withRepeats) {
    for (Map.Entry<RelationTuple, List<TupleMention>> entry : words.entrySet()) {
      List<TupleMention> said = entry.getValue();
      int last = lastBelow(said, position, withRepeats);
      if (last >= 0
          && !isVisible(entry.getKey(), said, last)
          && !isLeftToReplay(said, position, inTheMiddle)) {
        return Optional.of(
            "%s is %s, although %s said otherwise and every record below %d should be applied"
                .formatted(
                    entry.getKey(),
                    state(visible.contains(entry.getKey())),
                    said.get(last),
                    position));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a later record of a replay has the last word. In the middle of it, the word of a record
   * that was given up may be about to be replaced by an earlier one.
   */
  private boolean isLeftToReplay(List<TupleMention> said, long position, boolean inTheMiddle) {
    return said.stream()
        .filter(word -> word.offset() < replayEnd)
        .anyMatch(
            word -> word.offset() >= position || (inTheMiddle && givenUp.contains(word.offset())));
  }

  private void say(RelationTuple tuple, TupleMention word) {
    words.computeIfAbsent(tuple, key -> new ArrayList<>()).add(word);
  }

  private List<TupleMention> on(RelationTuple tuple) {
    return words.getOrDefault(tuple, List.of());
  }

  private static int indexOf(List<TupleMention> said, long offset) {
    for (int i = 0; i < said.size(); i++) {
      if (said.get(i).offset() == offset) {
        return i;
      }
    }
    return -1;
  }

  private int lastMandatory(List<TupleMention> said, int index) {
    int last = index;
    while (last >= 0 && givenUp.contains(said.get(last).offset())) {
      last--;
    }
    return last;
  }

  /**
   * The word that a change follows: the last one of the range, and none that is older than what was
   * seen. While what blocks is searched for, a beginning of the range is applied, of which no
   * removal may be left out, so an addition of its rest may go for the moment. In a replay, an
   * earlier record takes the place of one that was given up.
   */
  private Optional<Integer> wordFor(RelationTuple tuple, boolean present, CallRange range) {
    List<TupleMention> said = on(tuple);
    Optional<Integer> weak = Optional.empty();
    int from = range.searching() && !present ? 0 : seen.getOrDefault(tuple, 0);
    for (int i = said.size() - 1; i >= from; i--) {
      TupleMention word = said.get(i);
      boolean isSubstitute = word.offset() < range.from() && range.from() <= replayEnd;
      if (isSubstitute && isMissing(word.offset())) {
        // Another owner may try it again before it gives it up, too.
        weak = word.present() == present ? Optional.of(from) : weak;
      } else if (isSubstitute || range.holds(word.offset())) {
        if (word.present() == present) {
          // One that may be passed over stands for the one that it repeats.
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

  /** A grant is not visible before what the same records take away is gone. */
  private Optional<String> removalsFirst(RelationTuple added, CallRange range) {
    if (range.searching()) {
      return Optional.empty();
    }
    for (Map.Entry<RelationTuple, List<TupleMention>> entry : words.entrySet()) {
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

  /** Whether every record of the range that may have the last word removes the tuple. */
  private boolean mustBeAbsent(List<TupleMention> said, CallRange range) {
    for (int i = said.size() - 1; i >= 0; i--) {
      TupleMention word = said.get(i);
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

  private boolean isMandatory(TupleMention word) {
    return !isGivenUp(word.offset()) && !repetitions.contains(word.offset());
  }

  private int lastBelow(List<TupleMention> said, long position, boolean withRepeats) {
    int last = -1;
    for (int i = 0; i < said.size(); i++) {
      long offset = said.get(i).offset();
      boolean counts = !givenUp.contains(offset) && (withRepeats || !repeats.contains(offset));
      if (offset >= floor && offset < position && !isLost(offset) && counts) {
        last = i;
      }
    }
    return last;
  }

  /** Whether the state is that of this word, or of a later one that a lane may have heeded. */
  private boolean isVisible(RelationTuple tuple, List<TupleMention> said, int word) {
    boolean present = visible.contains(tuple);
    for (int i = word; i < said.size() && (i == word || said.get(i).offset() < frontier); i++) {
      if (said.get(i).present() == present) {
        return true;
      }
    }
    return false;
  }

  private static String state(boolean present) {
    return present ? "present" : "absent";
  }

  /** What a store had of a partition at one moment. */
  record Seen(
      PartitionHistory history,
      Map<RelationTuple, Integer> seen,
      Set<RelationTuple> visible,
      long replayEnd,
      long frontier,
      long floor) {
    /** Nothing. */
    static Seen nothing(PartitionHistory history) {
      return new Seen(history, new HashMap<>(), new HashSet<>(), 0, 0, 0);
    }
  }
}
