package dev.rbacconsumer.testkit.assertj;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import java.util.Arrays;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions about {@link InMemoryRelations}. */
public final class InMemoryRelationsAssert
    extends AbstractAssert<InMemoryRelationsAssert, InMemoryRelations> {
  InMemoryRelationsAssert(InMemoryRelations actual) {
    super(actual, InMemoryRelationsAssert.class);
  }

  /**
   * Requires exactly these tuples.
   *
   * @param tuples such as {@code rbac/group:ops#t_member@rbac/principal:ann}
   * @return this assertion
   */
  public InMemoryRelationsAssert hasExactlyTuples(String... tuples) {
    Assertions.assertThat(actual.store().tuples())
        .as("tuples")
        .containsExactlyInAnyOrder(parsed(tuples));
    return this;
  }

  /**
   * Requires that none of these tuples is there.
   *
   * @return this assertion
   */
  public InMemoryRelationsAssert hasNoneOf(String... tuples) {
    Assertions.assertThat(actual.store().tuples()).as("tuples").doesNotContain(parsed(tuples));
    return this;
  }

  private static RelationTuple[] parsed(String... tuples) {
    return Arrays.stream(tuples).map(RelationTuple::parse).toArray(RelationTuple[]::new);
  }
}
