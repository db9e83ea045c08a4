package dev.rbacconsumer.core.tuple;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Equality and hashes of tuples and their parts. */
class TupleEqualityTest {
  private static final String[] NAMES = {"rbac", "group", "role"};

  @Property
  void tuplesAreEqualWhereTheirTextsAre(
      @ForAll("tuples") RelationTuple one, @ForAll("tuples") RelationTuple other) {
    assertThat(one.equals(other)).isEqualTo(one.toString().equals(other.toString()));
    if (one.equals(other)) {
      assertThat(one).hasSameHashCodeAs(other);
    }
  }

  @Property
  void aCopyOfATupleIsEqualInEachPart(@ForAll("tuples") RelationTuple tuple) {
    RelationTuple copy = RelationTuple.parse(tuple.toString());

    assertThat(copy).isNotSameAs(tuple).isEqualTo(tuple).hasSameHashCodeAs(tuple);
    assertThat(copy.resource()).isEqualTo(tuple.resource()).hasSameHashCodeAs(tuple.resource());
    assertThat(copy.resource().type())
        .isEqualTo(tuple.resource().type())
        .hasSameHashCodeAs(tuple.resource().type());
    assertThat(copy.subject()).isEqualTo(tuple.subject()).hasSameHashCodeAs(tuple.subject());
  }

  @Test
  void nothingEqualsAnObjectOfAnotherClass() {
    RelationTuple tuple = RelationTuple.parse("rbac/group:a#t_member@rbac/principal:b");

    assertThat(tuple).isNotEqualTo(tuple.toString());
    assertThat(tuple.resource()).isNotEqualTo(tuple.resource().toString());
    assertThat(tuple.resource().type()).isNotEqualTo(tuple.resource().type().toString());
    assertThat(tuple.subject()).isNotEqualTo(tuple.subject().toString());
    assertThat(tuple).isNotEqualTo(null);
  }

  @Test
  void everyPartCountsInTheHash() {
    Set<Integer> hashes = new HashSet<>();
    int tuples = 0;
    for (String namespace : NAMES) {
      for (String name : NAMES) {
        for (String relation : NAMES) {
          for (String id : NAMES) {
            ObjectReference object = ObjectReference.of(namespace, name, id);
            ObjectReference fixed = ObjectReference.of("rbac", "group", "a");
            hashes.add(new RelationTuple(object, relation, SubjectReference.of(fixed)).hashCode());
            hashes.add(
                new RelationTuple(fixed, "of", new SubjectReference(object, relation)).hashCode());
            tuples += 2;
          }
        }
      }
    }

    assertThat(hashes).hasSizeGreaterThan(tuples * 9 / 10);
  }

  @Provide
  Arbitrary<RelationTuple> tuples() {
    Arbitrary<String> names = Arbitraries.of(NAMES[0], NAMES[1]);
    Arbitrary<ObjectReference> objects =
        Combinators.combine(names, names, Arbitraries.of("a", "b")).as(ObjectReference::of);
    Arbitrary<SubjectReference> subjects =
        Combinators.combine(objects, Arbitraries.of("", "all")).as(SubjectReference::new);
    return Combinators.combine(objects, Arbitraries.of("rel", "t_rel", "own"), subjects)
        .as(RelationTuple::new);
  }
}
