package dev.rbacconsumer.relations.internal.write;

import com.google.protobuf.Message;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.internal.dialect.TupleUpdate;
import dev.rbacconsumer.relations.internal.fault.FaultText;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fault of a call, with the tuples of that call. */
record CallFailure(StoreFault fault, List<RelationTuple> removed, List<RelationTuple> added) {

  static CallFailure removing(RelationTuple tuple, StoreFault fault) {
    return new CallFailure(fault.asLeastPossible(), List.of(tuple), List.of());
  }

  static <M extends Message> CallFailure writing(List<TupleUpdate<M>> updates, StoreFault fault) {
    List<RelationTuple> removed = new ArrayList<>();
    List<RelationTuple> added = new ArrayList<>();
    updates.forEach(it -> (it.removal() ? removed : added).add(it.tuple()));
    return new CallFailure(fault.asLeastPossible(), removed, added);
  }

  boolean isFenceLost() {
    return fault.kind() == StoreFault.Kind.FENCE_LOST;
  }

  /** Returns the attempted action, with the tuple that the store rejects if it is known. */
  String action() {
    List<RelationTuple> all = new ArrayList<>(removed);
    all.addAll(added);
    Optional<RelationTuple> culprit = FaultText.culprit(fault.error(), all);
    if (culprit.isPresent()) {
      return (removed.contains(culprit.get()) ? "removing " : "adding ") + culprit.get();
    }
    String counts = removed.isEmpty() ? "adding " : added.isEmpty() ? "removing " : "writing ";
    return counts + all.size() + " tuples";
  }
}
