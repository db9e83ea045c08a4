package dev.rbacconsumer.testkit.relations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever the messages, the faults and the limits: once each message is applied, the store holds
 * what a set would that was told the same, and nothing else was touched on the way.
 */
class DialectPropertyTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final List<RelationTuple> UNIVERSE = Neighbours.UNIVERSE;

  /** What one message names, duplicates and overlap included, and what goes wrong meanwhile. */
  record Message(
      List<RelationTuple> removed, List<RelationTuple> added, List<ServerFault> faults) {}

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void theRelationsApiLeavesTheModelsTuples(
      @ForAll("messages") @Size(min = 1, max = 5) List<Message> messages,
      @ForAll @IntRange(min = 1, max = 7) int maxUpdates,
      @ForAll @IntRange(min = 1, max = 5) int concurrency)
      throws InterruptedException {
    leavesTheModelsTuples(RelationsDialect.KESSEL_RELATIONS, messages, maxUpdates, concurrency);
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void theInventoryApiLeavesTheModelsTuples(
      @ForAll("messages") @Size(min = 1, max = 5) List<Message> messages,
      @ForAll @IntRange(min = 1, max = 7) int maxUpdates,
      @ForAll @IntRange(min = 1, max = 5) int concurrency)
      throws InterruptedException {
    leavesTheModelsTuples(RelationsDialect.KESSEL_INVENTORY, messages, maxUpdates, concurrency);
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void spiceDbLeavesTheModelsTuples(
      @ForAll("messages") @Size(min = 1, max = 5) List<Message> messages,
      @ForAll @IntRange(min = 1, max = 7) int maxUpdates,
      @ForAll @IntRange(min = 1, max = 5) int concurrency)
      throws InterruptedException {
    leavesTheModelsTuples(RelationsDialect.SPICEDB, messages, maxUpdates, concurrency);
  }

  @Provide
  Arbitrary<List<Message>> messages() {
    Arbitrary<List<RelationTuple>> tuples = Arbitraries.of(UNIVERSE).list().ofMaxSize(12);
    Arbitrary<ServerFault> faults =
        Arbitraries.of(
            new ServerFault.Delay(Duration.ofMillis(1)),
            new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "not now"),
            new ServerFault.Answer(GrpcErrorCode.INTERNAL, "stream reset"),
            new ServerFault.Answer(GrpcErrorCode.DEADLINE_EXCEEDED, "too slow"),
            new ServerFault.EffectThen(GrpcErrorCode.UNAVAILABLE, "lost on the way back"),
            new ServerFault.EffectThen(GrpcErrorCode.DEADLINE_EXCEEDED, "done too late"),
            new ServerFault.Refusal(
                new StoreRefusal(
                    GrpcErrorCode.ABORTED, "SERIALIZATION_FAILURE", Map.of(), "conflict")),
            new ServerFault.Refusal(
                new StoreRefusal(
                    GrpcErrorCode.ABORTED, "TOO_MANY_UPDATES_IN_REQUEST", Map.of(), "big")));
    return Combinators.combine(tuples, tuples, faults.list().ofMaxSize(6))
        .as(Message::new)
        .filter(it -> !it.removed().isEmpty() || !it.added().isEmpty())
        .list();
  }

  private static void leavesTheModelsTuples(
      RelationsDialect dialect, List<Message> messages, int maxUpdates, int concurrency)
      throws InterruptedException {
    InMemoryTupleStore store = new InMemoryTupleStore(StoreSchema.rbac());
    store.importAll(Neighbours.BYSTANDERS);
    store.setMaxUpdates(maxUpdates);
    Set<RelationTuple> model = new HashSet<>(Neighbours.BYSTANDERS);
    RelationsServerBuilder builder = RelationsServer.builder().store(store);
    try (RelationsServer server = builder.start();
        RelationsChannel channel =
            RelationsChannel.open(
                RelationsSettings.forTarget(server.target())
                    .dialect(dialect)
                    .maxConcurrentDeletes(concurrency)
                    .build())) {
      FenceToken fence = server.stealLock("group/0");
      GrpcRelationSink sink = new GrpcRelationSink(channel);
      Set<RelationTuple> touched = new HashSet<>();
      server.onWrite(
          write -> {
            touched.addAll(write.added());
            touched.addAll(write.removed());
          });
      for (Message message : messages) {
        TupleChange change = DecodedChange.of(message.removed(), message.added());
        message.faults().forEach(fault -> server.next(1, fault));

        applyAtLast(sink, change, fence, message.faults().size());

        server.clearFaults();
        message.removed().forEach(model::remove);
        model.addAll(message.added());
        assertThat(store.tuples()).containsExactlyInAnyOrderElementsOf(model);
      }
      assertThat(touched).isSubsetOf(UNIVERSE);
    }
  }

  /** Again and again, as the lane does, but no more often than there are faults to meet. */
  private static void applyAtLast(
      GrpcRelationSink sink, TupleChange change, FenceToken fence, int faults)
      throws InterruptedException {
    Outcome outcome = sink.apply(change, fence, LONG);
    for (int attempt = 0; attempt < faults && outcome instanceof Outcome.RetryLater; attempt++) {
      outcome = sink.apply(change, fence, LONG);
    }
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
  }
}
