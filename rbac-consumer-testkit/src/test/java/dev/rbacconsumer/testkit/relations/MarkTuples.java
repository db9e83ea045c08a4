package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;

/** Marks as the tuples that they are in a store. */
final class MarkTuples {
  private MarkTuples() {}

  static RelationTuple of(String lockId, StoreMark mark) {
    return of(lockId, mark.text());
  }

  static RelationTuple of(String lockId, String text) {
    return new RelationTuple(
        ObjectReference.of("kessel", "lock", StoreMark.idBeside(lockId)),
        "version",
        SubjectReference.of(ObjectReference.of("kessel", "lockversion", text)));
  }
}
