package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.testkit.AppliedProbe;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.world.DeliveryWorld;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which token events have that remove one tuple each and are written together. */
class BatchTokensTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final RelationsServer server = RelationsServer.builder().start();
  private final AppliedProbe probe = new AppliedProbe();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theyHaveNoneIfNoneIsWanted() {
    assertThat(tokensOfTwoRemovals(false)).containsExactly(Optional.empty(), Optional.empty());
    assertThat(probe.tokens()).isEmpty();
  }

  @Test
  void theyHaveThatOfTheirWriteIfItIsWanted() {
    List<Optional<ConsistencyToken>> tokens = tokensOfTwoRemovals(true);

    Optional<ConsistencyToken> newest = Optional.of(server.store().now());
    assertThat(tokens).containsExactly(newest, newest);
    assertThat(probe.tokens()).hasSize(2);
  }

  private List<Optional<ConsistencyToken>> tokensOfTwoRemovals(boolean wanted) {
    List<RelationTuple> pair = members(0, 2);
    server.store().touch(pair, null);
    try (RelationsChannel channel =
        RelationsChannel.open(PatientSettings.of(server.target()).build())) {
      GrpcRelationSink sink = new GrpcRelationSink(channel, () -> wanted);
      FenceToken unfenced = FenceToken.unfenced("group/0");
      DeliveryWorld world =
          DeliveryWorld.over(
              new InMemoryRelations(),
              LaneSettings.DEFAULT.withBatchMaxMessages(10),
              delivery ->
                  delivery
                      .withSink(
                          (change, fence, timeout) ->
                              sink.apply(change, unfenced, PatientSettings.LONG))
                      .withConsistencyTokens(probe)
                      .withAppliedEvents(probe));
      pair.forEach(
          tuple -> world.source().append(P0, OutboxMessages.relations().remove(tuple).build()));
      world.source().assign(P0);

      world.runFor(Duration.ofSeconds(1));
    }
    assertThat(server.calls(Rpc.DELETE_TUPLES)).isEqualTo(2);
    return probe.events().stream().map(AppliedEvent::token).toList();
  }
}
