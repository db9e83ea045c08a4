package dev.rbacconsumer.core.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TupleChangeTest {
  private static final RelationTuple A = tuple("a", "member");
  private static final RelationTuple B = tuple("b", "member");
  private static final RelationTuple C = tuple("c", "member");

  @Test
  void keepsTheOrderOfTheMessage() {
    TupleChange change = TupleChange.net(List.of(C, A), List.of(tuple("e", "member"), B));

    assertThat(change.removals()).containsExactly(C, A);
    assertThat(change.additions()).containsExactly(tuple("e", "member"), B);
    assertThat(change.size()).isEqualTo(4);
    assertThat(change.duplicatesDropped()).isZero();
  }

  @Test
  void keepsTheFirstOfEqualTuplesInOneList() {
    TupleChange change = TupleChange.net(List.of(A, B, A, A), List.of(C, C));

    assertThat(change.removals()).containsExactly(A, B);
    assertThat(change.additions()).containsExactly(C);
    assertThat(change.duplicatesDropped()).isEqualTo(3);
  }

  @Test
  void tuplesThatDifferOnlyInThePrefixAreDuplicates() {
    TupleChange change = TupleChange.net(List.of(), List.of(A, tuple("a", "t_member")));

    assertThat(change.additions()).containsExactly(A);
    assertThat(change.duplicatesDropped()).isEqualTo(1);
  }

  @Test
  void aTupleInBothListsStaysPresentAndIsNeverRemoved() {
    TupleChange change = TupleChange.net(List.of(A, B), List.of(tuple("b", "t_member"), C));

    assertThat(change.removals()).containsExactly(A);
    assertThat(change.additions()).containsExactly(B, C);
    assertThat(change.duplicatesDropped()).isZero();
  }

  @Test
  void aTupleTwiceInBothListsCountsOncePerList() {
    TupleChange change = TupleChange.net(List.of(A, A), List.of(A, A));

    assertThat(change.removals()).isEmpty();
    assertThat(change.additions()).containsExactly(A);
    assertThat(change.duplicatesDropped()).isEqualTo(2);
  }

  @Test
  void isEmptyOnlyWithoutRemovalsAndAdditions() {
    assertThat(TupleChange.net(List.of(), List.of()).isEmpty()).isTrue();
    assertThat(TupleChange.net(List.of(A), List.of()).isEmpty()).isFalse();
    assertThat(TupleChange.net(List.of(), List.of(A)).isEmpty()).isFalse();
  }

  @Test
  void doesNotFollowTheListsItWasMadeOf() {
    List<RelationTuple> removals = new ArrayList<>(List.of(A));
    TupleChange change = TupleChange.net(removals, List.of());

    removals.clear();

    assertThat(change.removals()).containsExactly(A);
    assertThatThrownBy(() -> change.removals().add(B))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> change.additions().add(B))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void equalsAnotherWithTheSameEffect() {
    TupleChange change = TupleChange.net(List.of(A), List.of(B));

    assertThat(change)
        .isEqualTo(TupleChange.net(List.of(A, A), List.of(B)))
        .hasSameHashCodeAs(TupleChange.net(List.of(A, A), List.of(B)))
        .isNotEqualTo(TupleChange.net(List.of(B), List.of(A)))
        .isNotEqualTo(TupleChange.net(List.of(A), List.of()))
        .isNotEqualTo(null);
  }

  @Test
  void removalsAndAdditionsBothCountInTheHash() {
    TupleChange change = TupleChange.net(List.of(A), List.of(C));

    assertThat(change)
        .doesNotHaveSameHashCodeAs(TupleChange.net(List.of(B), List.of(C)))
        .doesNotHaveSameHashCodeAs(TupleChange.net(List.of(A), List.of(B)));
  }

  @Test
  void reportsItsCountsAlone() {
    assertThat(TupleChange.net(List.of(A), List.of(B, C))).hasToString("-1 +2");
  }

  @Property
  void hasTheEffectOfRemovingThenAdding(
      @ForAll("tuples") List<RelationTuple> removals,
      @ForAll("tuples") List<RelationTuple> additions,
      @ForAll("tuples") List<RelationTuple> stored) {
    TupleChange change = TupleChange.net(removals, additions);

    Set<RelationTuple> expected = new HashSet<>(stored);
    removals.forEach(expected::remove);
    expected.addAll(additions);
    Set<RelationTuple> actual = new HashSet<>(stored);
    change.removals().forEach(actual::remove);
    actual.addAll(change.additions());
    assertThat(actual).isEqualTo(expected);
  }

  @Property
  void holdsNoTupleTwice(
      @ForAll("tuples") List<RelationTuple> removals,
      @ForAll("tuples") List<RelationTuple> additions) {
    TupleChange change = TupleChange.net(removals, additions);

    List<RelationTuple> all = new ArrayList<>(change.removals());
    all.addAll(change.additions());
    assertThat(all).doesNotHaveDuplicates().hasSize(change.size());
  }

  @Provide
  Arbitrary<List<RelationTuple>> tuples() {
    Arbitrary<RelationTuple> tuple =
        Arbitraries.of("a", "b", "c", "d")
            .flatMap(id -> Arbitraries.of("member", "t_member", "owner").map(r -> tuple(id, r)));
    return tuple.list().ofMaxSize(8);
  }

  @Test
  void ofSeveralChangesTheLastWordOnEachTupleCounts() {
    TupleChange first = TupleChange.net(List.of(), List.of(tuple("a", "m"), tuple("b", "m")));
    TupleChange second = TupleChange.net(List.of(tuple("a", "m")), List.of(tuple("c", "m")));
    TupleChange third = TupleChange.net(List.of(tuple("c", "m")), List.of(tuple("c", "m")));

    TupleChange folded = TupleChange.fold(List.of(first, second, third), Set.of());

    assertThat(folded.removals()).containsExactly(tuple("a", "m"));
    assertThat(folded.additions()).containsExactly(tuple("b", "m"), tuple("c", "m"));
  }

  @Test
  void tuplesThatALaterChangeNamesAgainAreCountedAsDropped() {
    TupleChange first = TupleChange.net(List.of(), List.of(A, B));
    TupleChange second = TupleChange.net(List.of(A), List.of(C));
    TupleChange third = TupleChange.net(List.of(), List.of(C));

    assertThat(TupleChange.fold(List.of(first, second, third), Set.of()).duplicatesDropped())
        .isEqualTo(2);
    assertThat(TupleChange.fold(List.of(first, second), Set.of(B)).duplicatesDropped())
        .isEqualTo(1);
  }

  @Test
  void whatIsNotToBeAddedIsNotRemovedEither() {
    TupleChange change = TupleChange.net(List.of(), List.of(tuple("a", "m"), tuple("b", "m")));

    TupleChange folded = TupleChange.fold(List.of(change), Set.of(tuple("a", "m")));

    assertThat(folded.removals()).isEmpty();
    assertThat(folded.additions()).containsExactly(tuple("b", "m"));
  }

  private static RelationTuple tuple(String id, String relation) {
    return new RelationTuple(
        ObjectReference.of("rbac", "group", id),
        relation,
        SubjectReference.of(ObjectReference.of("rbac", "principal", "redhat/1")));
  }
}
