package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that do not fit into one call, or hold what one call may not, in every dialect. */
class LargeMessagesTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final RelationTuple ANN = tuple("group:eng#member@principal:ann");

  private final RelationsServer server = RelationsServer.builder().start();
  private final FenceToken fence = server.stealLock("group/0");

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void fiveThousandTuples(RelationsDialect dialect) throws Exception {
    List<RelationTuple> removed = members(0, 2500);
    List<RelationTuple> added = members(2500, 2500);
    server.store().importAll(removed);

    Outcome outcome = apply(dialect, DecodedChange.of(removed, added));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(Set.copyOf(server.tuples())).isEqualTo(Set.copyOf(added));
    int packed = dialect == RelationsDialect.SPICEDB ? 5 : 3;
    assertThat(server.calls(DialectCalls.of(dialect).write())).isEqualTo(packed);
  }

  @ParameterizedTest
  @EnumSource
  void duplicatesUnderBothNamesOfARelation(RelationsDialect dialect) throws Exception {
    server.store().touch(List.of(ANN), null);
    RelationTuple bob = tuple("group:eng#member@principal:bob");
    RelationTuple bobAgain = tuple("group:eng#t_member@principal:bob");

    TupleChange change = DecodedChange.of(List.of(ANN, ANN), List.of(bob, bobAgain, bob));
    Outcome outcome = apply(dialect, change);

    assertThat(change.duplicatesDropped()).isEqualTo(3);
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(server.tuples()).containsExactly(bob);
  }

  @ParameterizedTest
  @EnumSource
  void overlap(RelationsDialect dialect) throws Exception {
    server.store().touch(members(0, 3), null);
    List<RelationTuple> seenRemoved = new ArrayList<>();
    server.onWrite(write -> seenRemoved.addAll(write.removed()));

    Outcome outcome = apply(dialect, DecodedChange.of(members(0, 3), members(1, 3)));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(server.tuples()).containsExactlyInAnyOrderElementsOf(members(1, 3));
    assertThat(seenRemoved).isEqualTo(members(0, 1));
  }

  @ParameterizedTest
  @EnumSource
  void additionsBeyondTheRequestLimit(RelationsDialect dialect) throws Exception {
    // By count alone, everything would be one request, and too large by far.
    server.store().setMaxUpdates(2500);
    String longId = "x".repeat(1000);
    List<RelationTuple> added =
        IntStream.range(0, 2500)
            .mapToObj(i -> tuple("group:" + longId + i + "#member@principal:" + longId + i))
            .toList();

    Outcome outcome = apply(dialect, DecodedChange.of(List.of(), added));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(Set.copyOf(server.tuples())).isEqualTo(Set.copyOf(added));
    assertThat(server.calls(DialectCalls.of(dialect).write())).isEqualTo(2);
  }

  private Outcome apply(RelationsDialect dialect, TupleChange change) throws InterruptedException {
    RelationsSettings settings =
        RelationsSettings.forTarget(server.target())
            .dialect(dialect)
            .maxTuplesPerWrite(server.store().maxUpdates())
            .build();
    try (RelationsChannel channel = RelationsChannel.open(settings)) {
      return new GrpcRelationSink(channel).apply(change, fence, LONG);
    }
  }
}
