package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds the last operation in earlier records of a replay on each tuple of a record that is set
 * aside. That record had the last word on the tuple; now the latest earlier record that names it
 * has it.
 */
final class PredecessorSearch {
  private final ReplayRange range;
  private final Offset before;
  private final Set<RelationTuple> removedLater;
  private final Set<RelationTuple> tuples = new HashSet<>();
  private final Map<RelationTuple, Word> words = new HashMap<>();

  /**
   * @param range range of the replay; its records that were set aside are ignored
   * @param before offset of the record that is set aside
   * @param lastWords its operations that no later record of the range overrides
   * @param removedLater tuples that records behind the range remove, or have removed already: an
   *     earlier record does not add them. One that removes them does: the later record may be set
   *     aside, too
   */
  PredecessorSearch(
      ReplayRange range, Offset before, TupleChange lastWords, Set<RelationTuple> removedLater) {
    this.range = range;
    this.before = before;
    this.removedLater = removedLater;
    tuples.addAll(lastWords.removals());
    tuples.addAll(lastWords.additions());
  }

  /**
   * Returns the scan of the records to search.
   *
   * @param waiting tells the records that wait in the quarantine, and are not searched
   */
  Scan scan(QuarantineControl.Waiting waiting, Consumer<List<Substitute>> whenFound) {
    CommitPosition end = new CommitPosition(before.value());
    return new Scan(
        range.from(),
        end,
        (record, decoding) -> {
          if (!waiting.holds(record, decoding)) {
            read(record, decoding);
          }
        },
        () -> whenFound.accept(found()));
  }

  private void read(SourceRecord record, Decoding decoding) {
    long offset = record.offset().value();
    if (decoding instanceof Decoding.Relations relations && !range.aside().contains(offset)) {
      TupleChange change = relations.event().change().only(tuples::contains);
      change.removals().forEach(tuple -> words.put(tuple, new Word(offset, false)));
      change.additions().forEach(tuple -> words.put(tuple, new Word(offset, true)));
    }
  }

  /** Returns the part of each record that now has the last word, in the order of offsets. */
  private List<Substitute> found() {
    NavigableMap<Long, List<RelationTuple>> removals = new TreeMap<>();
    NavigableMap<Long, List<RelationTuple>> additions = new TreeMap<>();
    Set<Long> offsets = new HashSet<>();
    words.forEach(
        (tuple, word) -> {
          if (word.present && removedLater.contains(tuple)) {
            return;
          }
          offsets.add(word.offset);
          (word.present ? additions : removals)
              .computeIfAbsent(word.offset, key -> new ArrayList<>())
              .add(tuple);
        });
    return offsets.stream()
        .sorted()
        .map(
            offset ->
                new Substitute(
                    offset,
                    TupleChange.net(
                        removals.getOrDefault(offset, List.of()),
                        additions.getOrDefault(offset, List.of()))))
        .toList();
  }

  /**
   * A part of an earlier record that is applied in the place of one that was set aside.
   *
   * @param offset of the earlier record
   * @param change its operations that no other record overrides
   */
  record Substitute(long offset, TupleChange change) {}

  /** The operation of a record on a tuple. */
  private record Word(long offset, boolean present) {}
}
