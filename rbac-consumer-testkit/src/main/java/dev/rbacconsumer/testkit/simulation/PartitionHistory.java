package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the records of one partition say of each tuple, what of it is visible, and whether the one
 * follows from the other. Knows nothing of lanes, windows or marks: only which records a caller had
 * before it when it called.
 */
final class PartitionHistory {
  private final Map<RelationTuple, List<Word>> words = new LinkedHashMap<>();
  private final Map<RelationTuple, Integer> seen = new LinkedHashMap<>();
  private final Set<RelationTuple> visible = new HashSet<>();

  /** Records below were passed over by an operator, or are to be applied no more. */
  private long floor;

  /** Offsets that somebody said are lost: whether any of them was applied is anybody's guess. */
  private final List<Lost> lost = new ArrayList<>();

  /** Behind the last record that any lane has had before it. */
  private long frontier;

  void appended(long offset, TupleChange change) {
    change.removals().forEach(tuple -> say(tuple, new Word(offset, false)));
    change.additions().forEach(tuple -> say(tuple, new Word(offset, true)));
  }

  /** What was written at this offset is never delivered: its transaction was aborted. */
  void aborted(long offset) {
    words.values().forEach(said -> said.removeIf(word -> word.offset() == offset));
  }

  /** An operator has set the position: what was seen before counts no more. */
  void reset(long position) {
    floor = position;
    seen.clear();
    lost.clear();
  }

  /** It was told that records are gone, or passed over because others are. */
  void lost(long from, long to) {
    lost.add(new Lost(from, to));
  }

  /** Whether a record need not be applied, because that was told. */
  boolean isLost(long offset) {
    return lost.stream().anyMatch(range -> offset >= range.from() && offset < range.to());
  }

  /** A lane has this record before it, and what it does with earlier ones may heed it. */
  void decoded(long offset) {
    frontier = Math.max(frontier, offset + 1);
  }

  /** Somebody calls the store for these records. */
  Optional<String> began(CallRange range) {
    return missingBelow(range.from());
  }

  /** A tuple has changed, by a call for these records. */
  Optional<String> changed(RelationTuple tuple, boolean present, CallRange range) {
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
    return present ? removalsFirst(tuple, range) : Optional.empty();
  }

  /** Every record below is applied, as far as its words were not overtaken by later ones. */
  Optional<String> missingBelow(long position) {
    for (Map.Entry<RelationTuple, List<Word>> entry : words.entrySet()) {
      List<Word> said = entry.getValue();
      int last = lastBelow(said, position);
      if (last >= 0 && !isVisible(entry.getKey(), said, last)) {
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

  private void say(RelationTuple tuple, Word word) {
    words.computeIfAbsent(tuple, key -> new ArrayList<>()).add(word);
  }

  private List<Word> on(RelationTuple tuple) {
    return words.getOrDefault(tuple, List.of());
  }

  /**
   * The word that a change follows: the last one of the range, and none that is older than what was
   * seen. While what blocks is searched for, a beginning of the range is applied, of which no
   * removal may be left out, so an addition of its rest may go for the moment.
   */
  private Optional<Integer> wordFor(RelationTuple tuple, boolean present, CallRange range) {
    List<Word> said = on(tuple);
    int from = range.searching() && !present ? 0 : seen.getOrDefault(tuple, 0);
    for (int i = said.size() - 1; i >= from; i--) {
      Word word = said.get(i);
      if (range.holds(word.offset())) {
        if (word.present() == present) {
          return Optional.of(i);
        }
        if (!range.searching()) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** A grant is not visible before what the same records take away is gone. */
  private Optional<String> removalsFirst(RelationTuple added, CallRange range) {
    if (range.searching()) {
      return Optional.empty();
    }
    for (Map.Entry<RelationTuple, List<Word>> entry : words.entrySet()) {
      Optional<Word> last =
          entry.getValue().stream()
              .filter(word -> range.holds(word.offset()))
              .reduce((one, other) -> other);
      if (last.isPresent() && !last.get().present() && visible.contains(entry.getKey())) {
        return Optional.of(
            "%s is visible by a call for %s, which has not removed %s yet"
                .formatted(added, range, entry.getKey()));
      }
    }
    return Optional.empty();
  }

  private int lastBelow(List<Word> said, long position) {
    int last = -1;
    for (int i = 0; i < said.size(); i++) {
      long offset = said.get(i).offset();
      if (offset >= floor && offset < position && !isLost(offset)) {
        last = i;
      }
    }
    return last;
  }

  /** Whether the state is that of this word, or of a later one that a lane may have heeded. */
  private boolean isVisible(RelationTuple tuple, List<Word> said, int word) {
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

  /** Offsets from one, and below the other. */
  private record Lost(long from, long to) {}

  /** What one record says of one tuple. */
  private record Word(long offset, boolean present) {
    @Override
    public String toString() {
      return (present ? "+" : "-") + offset;
    }
  }
}
