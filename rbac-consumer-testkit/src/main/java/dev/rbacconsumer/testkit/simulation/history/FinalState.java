package dev.rbacconsumer.testkit.simulation.history;

import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/** Compares the state of tuples with their last operations. */
final class FinalState {
  private FinalState() {}

  /**
   * Returns the violation where a tuple does not have the state of its last operation.
   *
   * @param isDiscarded whether the record at an offset is discarded for good; its tuples are left
   *     out, since a part of it may be applied
   */
  static Optional<String> missing(
      Map<RelationTuple, List<TupleOperation>> words,
      Set<RelationTuple> visible,
      LongPredicate isDiscarded) {
    for (Map.Entry<RelationTuple, List<TupleOperation>> entry : words.entrySet()) {
      List<TupleOperation> said = entry.getValue();
      boolean isVisible = visible.contains(entry.getKey());
      boolean isWhole =
          said.stream().map(TupleOperation::offset).noneMatch(it -> isDiscarded.test(it));
      if (!said.isEmpty() && isWhole && said.get(said.size() - 1).present() != isVisible) {
        return Optional.of(
            "%s is %s after all replays, although the last word of %s is another"
                .formatted(entry.getKey(), TupleOperation.state(isVisible), said));
      }
    }
    return Optional.empty();
  }
}
