package dev.rbacconsumer.core.tuple;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Folds that are asked for again. */
class FoldCacheTest {
  private static final RelationTuple A = tuple("a");
  private static final RelationTuple B = tuple("b");
  private static final TupleChange ADDS = TupleChange.net(List.of(), List.of(A, B));
  private static final TupleChange REMOVES = TupleChange.net(List.of(A), List.of());

  private final FoldCache cache = new FoldCache();

  @Test
  void theSameChangesAreFoldedOnce() {
    TupleChange folded = cache.fold(List.of(ADDS, REMOVES), List.of());

    assertThat(cache.fold(new ArrayList<>(List.of(ADDS, REMOVES)), List.of())).isSameAs(folded);
  }

  @Test
  void oneChangeAloneIsItsOwnFold() {
    assertThat(cache.fold(List.of(ADDS), List.of())).isSameAs(ADDS);
  }

  @Test
  void moreOrFewerChangesAreFoldedAgain() {
    cache.fold(List.of(ADDS, REMOVES), List.of());

    assertThat(cache.fold(List.of(ADDS, REMOVES, ADDS), List.of()).additions())
        .containsExactly(B, A);
    assertThat(cache.fold(List.of(ADDS, REMOVES), List.of()).additions()).containsExactly(B);
  }

  @Test
  void anotherOrderIsFoldedAgain() {
    cache.fold(List.of(ADDS, REMOVES), List.of());

    assertThat(cache.fold(List.of(REMOVES, ADDS), List.of()).removals()).isEmpty();
  }

  @Test
  void otherLaterChangesAreFoldedAgain() {
    cache.fold(List.of(ADDS, ADDS), List.of());

    assertThat(cache.fold(List.of(ADDS, ADDS), List.of(REMOVES)).additions()).containsExactly(B);
    assertThat(cache.fold(List.of(ADDS, ADDS), List.of()).additions()).containsExactly(A, B);
  }

  @Test
  void aListThatChangesAfterwardsDoesNotChangeWhatIsKnown() {
    List<TupleChange> changes = new ArrayList<>(List.of(ADDS, ADDS));
    cache.fold(changes, List.of());

    changes.set(1, REMOVES);

    assertThat(cache.fold(changes, List.of()).removals()).containsExactly(A);
  }

  @Test
  void aFoldThatIsForgottenIsMadeAgain() {
    TupleChange folded = cache.fold(List.of(ADDS, REMOVES), List.of());

    cache.clear();

    assertThat(cache.fold(List.of(ADDS, REMOVES), List.of())).isNotSameAs(folded).isEqualTo(folded);
  }

  @Property
  void equalsTheFoldOfAll(@ForAll("questions") List<Question> questions) {
    FoldCache asked = new FoldCache();
    for (Question question : questions) {
      TupleChange expected =
          TupleChange.fold(question.changes, TupleChange.removed(question.later));

      TupleChange folded = asked.fold(question.changes, question.later);

      assertThat(folded).isEqualTo(expected);
      assertThat(folded.duplicatesDropped()).isEqualTo(expected.duplicatesDropped());
    }
  }

  /** The questions are about few changes, so that the same ones come again. */
  @Provide
  Arbitrary<List<Question>> questions() {
    Arbitrary<TupleChange> change =
        Arbitraries.of(
            ADDS,
            REMOVES,
            TupleChange.net(List.of(B), List.of(A)),
            TupleChange.net(List.of(A), List.of(A, B)));
    return Combinators.combine(change.list().ofMinSize(1).ofMaxSize(3), change.list().ofMaxSize(1))
        .as(Question::new)
        .list()
        .ofMaxSize(6);
  }

  private record Question(List<TupleChange> changes, List<TupleChange> later) {}

  @Test
  void whatAnyChangeRemovesIsRemoved() {
    assertThat(TupleChange.removed(List.of(REMOVES, ADDS, TupleChange.net(List.of(B), List.of()))))
        .isEqualTo(Set.of(A, B));
    assertThat(TupleChange.removed(List.of())).isEmpty();
  }

  private static RelationTuple tuple(String id) {
    return new RelationTuple(
        ObjectReference.of("rbac", "group", id),
        "member",
        SubjectReference.of(ObjectReference.of("rbac", "principal", "redhat/1")));
  }
}
