package dev.rbacconsumer.testkit.simulation.history;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations of the records of one partition, by tuple and in the order of their offsets. */
final class TupleWords {
  private final Map<RelationTuple, List<TupleOperation>> words = new LinkedHashMap<>();

  /** Adds the operations of a record behind the others. */
  void add(long offset, TupleChange change) {
    change.removals().forEach(tuple -> add(tuple, new TupleOperation(offset, false)));
    change.additions().forEach(tuple -> add(tuple, new TupleOperation(offset, true)));
  }

  private void add(RelationTuple tuple, TupleOperation word) {
    words.computeIfAbsent(tuple, key -> new ArrayList<>()).add(word);
  }

  /** Returns the operations on a tuple. */
  List<TupleOperation> on(RelationTuple tuple) {
    return words.getOrDefault(tuple, List.of());
  }

  /** Returns the operations on all tuples. */
  Map<RelationTuple, List<TupleOperation>> all() {
    return words;
  }
}
