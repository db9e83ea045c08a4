package dev.rbacconsumer.relations.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.TestTuples;
import dev.rbacconsumer.relations.config.StoreNames;
import dev.rbacconsumer.relations.internal.dialect.SpiceDbDialect;
import dev.rbacconsumer.relations.internal.dialect.TupleUpdate;
import dev.rbacconsumer.relations.internal.fault.StoreError;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallFailureTest {
  private static final SpiceDbDialect DIALECT = SpiceDbDialect.of(StoreNames.KESSEL);
  private static final RelationTuple BOUND = TestTuples.boundToMembers();

  @Test
  void theTupleComplainedOfIsNamedWithWhatWasDoneToIt() {
    List<RelationTuple> members = TestTuples.members(2);
    Map<String, String> aboutBindings = Map.of("definition_name", "rbac/role_binding");

    assertThat(writing(List.of(BOUND), members, aboutBindings).action())
        .isEqualTo("removing " + BOUND);
    assertThat(writing(members, List.of(BOUND), aboutBindings).action())
        .isEqualTo("adding " + BOUND);
  }

  @Test
  void withoutOneTheTuplesAreCounted() {
    List<RelationTuple> members = TestTuples.members(2);

    assertThat(writing(List.of(), members, Map.of()).action()).isEqualTo("adding 2 tuples");
    assertThat(writing(members, List.of(), Map.of()).action()).isEqualTo("removing 2 tuples");
    assertThat(writing(members, List.of(BOUND), Map.of()).action()).isEqualTo("writing 3 tuples");
  }

  private static CallFailure writing(
      List<RelationTuple> removed, List<RelationTuple> added, Map<String, String> metadata) {
    StoreError error =
        new StoreError(Code.FAILED_PRECONDITION, "", "ERROR_REASON_UNKNOWN_DEFINITION", metadata);
    return CallFailure.writing(
        TupleUpdate.all(TupleChange.net(removed, added), DIALECT), StoreFault.of(error));
  }
}
