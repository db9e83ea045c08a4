package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.List;
import java.util.stream.IntStream;

/** Tuples as tests write them down. */
public final class Tuples {
  private Tuples() {}

  /** From {@code type:id#relation@type:id}, all types of the namespace {@code rbac}. */
  public static RelationTuple tuple(String text) {
    String[] ends = text.split("@", 2);
    String[] resource = ends[0].split("#", 2);
    String[] subject = ends[1].split("#", 2);
    return new RelationTuple(
        object(resource[0]),
        resource[1],
        new SubjectReference(object(subject[0]), subject.length > 1 ? subject[1] : ""));
  }

  /** Group {@code eng} with members numbered from {@code from}. */
  public static List<RelationTuple> members(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> tuple("group:eng#member@principal:p" + i))
        .toList();
  }

  static TupleChange adding(RelationTuple... tuples) {
    return TupleChange.net(List.of(), List.of(tuples));
  }

  static TupleChange adding(List<RelationTuple> tuples) {
    return TupleChange.net(List.of(), tuples);
  }

  static TupleChange removing(RelationTuple... tuples) {
    return TupleChange.net(List.of(tuples), List.of());
  }

  static TupleChange removing(List<RelationTuple> tuples) {
    return TupleChange.net(tuples, List.of());
  }

  private static ObjectReference object(String text) {
    String[] parts = text.split(":", 2);
    return ObjectReference.of("rbac", parts[0], parts[1]);
  }
}
