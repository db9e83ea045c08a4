package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.removing;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Specifies how changes follow one another in one call of the sink, and when the next one begins.
 */
class ChangeSequenceTest {
  private static final Duration LONG = PatientSettings.LONG;
  private static final Duration MOMENT = Duration.ofMillis(200);
  private static final RelationTuple ANOTHER = tuple("group:ops#member@principal:ann");

  private final RelationsServer server = RelationsServer.builder().start();
  private final FenceToken fence = server.stealLock("group/0");
  private final RelationsChannel channel =
      RelationsChannel.open(PatientSettings.of(server.target()).build());
  private final GrpcRelationSink sink = new GrpcRelationSink(channel);
  private final ScriptedChanges changes = new ScriptedChanges(fence, LONG);
  private final AtomicInteger progress = new AtomicInteger();

  @AfterEach
  void close() {
    channel.close();
    server.close();
  }

  @Test
  void changesFollowOneAnotherAndTheLastOutcomeIsReturned() throws Exception {
    List<List<RelationTuple>> writes = new CopyOnWriteArrayList<>();
    server.onWrite(write -> writes.add(List.copyOf(write.added())));
    changes.then(adding(members(1, 1)), adding(members(2, 1)), adding(members(3, 1)));

    Outcome outcome = applyAll(adding(members(0, 1)));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(writes).containsExactly(members(0, 1), members(1, 1), members(2, 1), members(3, 1));
    assertThat(changes.outcomes()).hasSize(4);
    assertThat(changes.outcomes().get(3))
        .isEqualTo(new Outcome.Applied(Optional.of(server.store().now())));
  }

  @Test
  void eachOutcomeHasTheTokenOfItsOwnChange() throws Exception {
    List<ConsistencyToken> tokens = new CopyOnWriteArrayList<>();
    changes
        .then(removing(members(0, 2)), adding(members(5, 1)))
        .onNext(outcome -> tokens.add(server.store().now()));

    applyAll(adding(members(0, 2)));

    assertThat(changes.outcomes())
        .extracting(it -> it.token().orElseThrow())
        .isEqualTo(tokens)
        .doesNotHaveDuplicates()
        .hasSize(3);
  }

  @Test
  void theNextChangeBeginsOnceAllCallsOfTheOneBeforeAreAnswered() throws Exception {
    server.next(Rpc.DELETE_TUPLES, 1, new ServerFault.Hang());
    List<Integer> acknowledged = new CopyOnWriteArrayList<>();
    changes.then(adding(members(9, 1))).onNext(outcome -> acknowledged.add(progress.get()));

    Background<Outcome> outcome =
        Background.run(() -> applyAll(withoutTokens(), removing(members(0, 3))));
    assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, 3, LONG)).isTrue();
    assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, 1, MOMENT)).isFalse();
    assertThat(acknowledged).isEmpty();
    server.release();

    assertThat(outcome.result()).isInstanceOf(Outcome.Applied.class);
    assertThat(acknowledged).containsExactly(3, 4);
  }

  /** All changes together take twice the limit of one. */
  @Test
  void theTimeoutOfEachChangeBeginsWithIt() throws Exception {
    Duration limit = Duration.ofSeconds(2);
    server.setLatency(Duration.ofMillis(100));
    ScriptedChanges limited = new ScriptedChanges(fence, limit);
    for (int i = 0; i < 40; i++) {
      limited.then(adding(members(i, 1)));
    }

    Outcome outcome =
        sink.applyAll(limited.first(changes.attempt(adding(members(0, 1)))), () -> {}, limited);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(limited.outcomes()).hasSize(41);
  }

  @Test
  void changesArePreparedByTheCallerWhileACallIsInFlight() throws Exception {
    server.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Hang());
    CountDownLatch prepared = new CountDownLatch(1);
    List<String> threads = new CopyOnWriteArrayList<>();
    changes.onPrepare(
        () -> {
          threads.add(Thread.currentThread().getName());
          prepared.countDown();
        });

    Background<Outcome> outcome = Background.run(() -> applyAll(adding(members(0, 1))));
    await(prepared);
    assertThat(outcome.isDone()).isFalse();
    assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, 1, LONG)).isTrue();
    server.release();

    assertThat(outcome.result()).isInstanceOf(Outcome.Applied.class);
    assertThat(threads).containsOnly("background");
  }

  @Test
  void changesArePreparedAgainAfterALaterOneHasBegun() throws Exception {
    CountDownLatch again = new CountDownLatch(1);
    changes
        .then(adding(members(1, 1)))
        .onNext(applied -> server.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Hang()))
        .onPrepare(
            () -> {
              if (!changes.outcomes().isEmpty()) {
                again.countDown();
              }
            });

    Background<Outcome> outcome = Background.run(() -> applyAll(adding(members(0, 1))));
    await(again);
    assertThat(server.awaitCalls(Rpc.CREATE_TUPLES, 2, LONG)).isTrue();
    changes.onNext(applied -> {});
    server.release();

    assertThat(outcome.result()).isInstanceOf(Outcome.Applied.class);
  }

  @ParameterizedTest
  @CsvSource({
    "KESSEL_RELATIONS, true",
    "KESSEL_RELATIONS, false",
    "SPICEDB, true",
    "SPICEDB, false"
  })
  void manyChangesLeaveTheTuplesOfTheModel(RelationsDialect dialect, boolean wantsTokens)
      throws Exception {
    Random random = new Random(7);
    List<RelationTuple> universe = members(0, 30);
    Set<RelationTuple> model = new HashSet<>();
    Deque<Set<RelationTuple>> expected = new ArrayDeque<>();
    List<String> differences = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 1000; i++) {
      List<RelationTuple> removed = some(universe, random.nextInt(5), random);
      List<RelationTuple> added = some(universe, 1 + random.nextInt(4), random);
      changes.then(DecodedChange.of(removed, added));
      removed.forEach(model::remove);
      model.addAll(added);
      expected.add(new HashSet<>(model));
    }
    expected.addFirst(Set.of(ANOTHER));
    changes.onNext(
        applied -> {
          Set<RelationTuple> stored = new HashSet<>(server.tuples());
          Set<RelationTuple> wanted = new HashSet<>(expected.remove());
          wanted.add(ANOTHER);
          if (!stored.equals(wanted)) {
            differences.add(stored + " instead of " + wanted);
          }
        });

    Outcome outcome;
    try (RelationsChannel other =
        RelationsChannel.open(PatientSettings.of(server.target()).dialect(dialect).build())) {
      outcome =
          new GrpcRelationSink(other, () -> wantsTokens)
              .applyAll(changes.attempt(adding(ANOTHER)), progress::incrementAndGet, changes);
    }

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(differences).isEmpty();
    assertThat(changes.outcomes()).hasSize(1001);
    model.add(ANOTHER);
    assertThat(server.tuples()).containsExactlyInAnyOrderElementsOf(model);
  }

  private static List<RelationTuple> some(List<RelationTuple> of, int count, Random random) {
    List<RelationTuple> shuffled = new ArrayList<>(of);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, count);
  }

  private Outcome applyAll(TupleChange first) throws InterruptedException {
    return applyAll(sink, first);
  }

  private Outcome applyAll(GrpcRelationSink over, TupleChange first) throws InterruptedException {
    return over.applyAll(changes.attempt(first), progress::incrementAndGet, changes);
  }

  private GrpcRelationSink withoutTokens() {
    return new GrpcRelationSink(channel, () -> false);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
