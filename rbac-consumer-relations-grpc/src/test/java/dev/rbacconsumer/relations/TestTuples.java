package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import java.util.List;
import java.util.stream.IntStream;

/** Tuples for tests. */
public final class TestTuples {
  private TestTuples() {}

  public static RelationTuple member(String principal) {
    return new RelationTuple(
        ObjectReference.of("rbac", "group", "eng"),
        "member",
        SubjectReference.of(ObjectReference.of("rbac", "principal", principal)));
  }

  public static RelationTuple boundToMembers() {
    return new RelationTuple(
        ObjectReference.of("rbac", "role_binding", "b1"),
        "subject",
        new SubjectReference(ObjectReference.of("rbac", "group", "eng"), "member"));
  }

  public static List<RelationTuple> members(int count) {
    return IntStream.range(0, count).mapToObj(i -> member("p" + i)).toList();
  }
}
