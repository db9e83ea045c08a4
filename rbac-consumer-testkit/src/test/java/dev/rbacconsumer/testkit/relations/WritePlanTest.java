package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.decode.PlannedCall;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.WritePlan;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is shown to an operator is what is sent. */
class WritePlanTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void theFilterOfADeleteIsWholeAndNamesTheEmptyRelationToo() {
    List<PlannedCall> plan =
        WritePlan.of(
            TupleChange.net(List.of(tuple("group:eng#member@principal:ann")), List.of()),
            RelationsSettings.forTarget("unused:1").build());

    assertThat(plan)
        .containsExactly(
            new PlannedCall(
                "DeleteTuples",
                List.of(
                    "filter { resource_namespace: \"rbac\" resource_type: \"group\""
                        + " resource_id: \"eng\" relation: \"t_member\" subject_filter {"
                        + " subject_namespace: \"rbac\" subject_type: \"principal\""
                        + " subject_id: \"ann\" relation: \"\" } }")));
  }

  @Test
  void toSpiceDbAChangeIsOneWriteWithALineForEachUpdate() {
    List<PlannedCall> plan =
        WritePlan.of(
            TupleChange.net(
                List.of(tuple("group:eng#member@principal:ann")),
                List.of(tuple("role_binding:b1#subject@group:eng#member"))),
            RelationsSettings.forTarget("unused:1").dialect(RelationsDialect.SPICEDB).build());

    assertThat(plan)
        .containsExactly(
            new PlannedCall(
                "WriteRelationships",
                List.of(
                    "updates { operation: OPERATION_DELETE relationship {"
                        + " resource { object_type: \"rbac/group\" object_id: \"eng\" }"
                        + " relation: \"t_member\" subject { object {"
                        + " object_type: \"rbac/principal\" object_id: \"ann\" } } } }",
                    "updates { operation: OPERATION_TOUCH relationship {"
                        + " resource { object_type: \"rbac/role_binding\" object_id: \"b1\" }"
                        + " relation: \"t_subject\" subject { object {"
                        + " object_type: \"rbac/group\" object_id: \"eng\" }"
                        + " optional_relation: \"member\" } } }")));
  }

  @Test
  void theServerGetsTheCallsOfThePlanInItsOrder() throws InterruptedException {
    List<RelationTuple> removed = members(0, 3);
    List<RelationTuple> added = members(10, 5);
    TupleChange change = TupleChange.net(removed, added);
    List<Set<RelationTuple>> written = new ArrayList<>();
    try (RelationsServer server = RelationsServer.builder().start()) {
      server.store().importAll(removed);
      RelationsSettings settings =
          RelationsSettings.forTarget(server.target())
              .maxTuplesPerWrite(2)
              .maxConcurrentDeletes(1)
              .build();
      try (RelationsChannel channel = RelationsChannel.open(settings)) {
        var fence = server.store().acquireLock("group/0");
        server.onWrite(
            write -> written.add(write.removed().isEmpty() ? write.added() : write.removed()));

        Outcome outcome = new GrpcRelationSink(channel).apply(change, fence, LONG);

        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        List<PlannedCall> plan = WritePlan.of(change, settings);
        assertThat(plan)
            .extracting(PlannedCall::method)
            .containsExactly(
                "DeleteTuples",
                "DeleteTuples",
                "DeleteTuples",
                "CreateTuples",
                "CreateTuples",
                "CreateTuples");
        assertThat(server.calls(Rpc.DELETE_TUPLES)).isEqualTo(3);
        assertThat(server.calls(Rpc.CREATE_TUPLES)).isEqualTo(3);
        assertThat(plan)
            .zipSatisfy(
                written,
                (call, tuples) ->
                    assertThat(tuples)
                        .allSatisfy(
                            tuple ->
                                assertThat(call.request())
                                    .anyMatch(line -> line.contains(subjectId(tuple)))));
      }
    }
  }

  private static String subjectId(RelationTuple tuple) {
    return "id: \"" + tuple.subject().object().id() + "\"";
  }
}
