package dev.rbacconsumer.testkit.assertj;

import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions about a {@link RelationsServer}. */
public final class RelationsServerAssert
    extends AbstractAssert<RelationsServerAssert, RelationsServer> {
  RelationsServerAssert(RelationsServer actual) {
    super(actual, RelationsServerAssert.class);
  }

  /**
   * Requires exactly these tuples.
   *
   * @param tuples such as {@code rbac/group:ops#t_member@rbac/principal:ann}
   * @return this assertion
   */
  public RelationsServerAssert hasExactlyTuples(String... tuples) {
    Assertions.assertThat(actual.tupleTexts()).as("tuples").containsExactlyInAnyOrder(tuples);
    return this;
  }

  /**
   * Requires these tuples, and allows others.
   *
   * @return this assertion
   */
  public RelationsServerAssert hasTuples(String... tuples) {
    Assertions.assertThat(actual.tupleTexts()).as("tuples").contains(tuples);
    return this;
  }

  /**
   * Requires that none of these tuples is there.
   *
   * @return this assertion
   */
  public RelationsServerAssert hasNoneOf(String... tuples) {
    Assertions.assertThat(actual.tupleTexts()).as("tuples").doesNotContain(tuples);
    return this;
  }

  /**
   * Requires a number of calls so far.
   *
   * @return this assertion
   */
  public RelationsServerAssert hasCalls(Rpc rpc, int count) {
    Assertions.assertThat(actual.calls(rpc)).as("calls of %s", rpc).isEqualTo(count);
    return this;
  }
}
