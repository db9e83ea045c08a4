package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Consumers of different dialects over one store, as while one of them is being rolled out. */
class MixedDialectsTest {
  private static final String LOCK = "group/0";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final TupleChange CHANGE = adding(tuple("group:eng#member@principal:ann"));

  private final RelationsServer server = RelationsServer.builder().staleReads(true).start();
  private final List<RelationsChannel> channels = new ArrayList<>();

  @AfterEach
  void close() {
    channels.forEach(RelationsChannel::close);
    server.close();
  }

  static Stream<Arguments> pairs() {
    return Stream.of(RelationsDialect.values())
        .flatMap(one -> Stream.of(RelationsDialect.values()).map(two -> Arguments.of(one, two)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void onlyTheLatestOwnerOfTheLockWrites(RelationsDialect earlier, RelationsDialect later)
      throws Exception {
    FenceToken old = acquired(earlier);
    FenceToken now = acquired(later);

    Outcome zombie = new GrpcRelationSink(channel(earlier)).apply(CHANGE, old, LONG);
    Outcome owner = new GrpcRelationSink(channel(later)).apply(CHANGE, now, LONG);

    assertThat(zombie).isInstanceOf(Outcome.FenceLost.class);
    assertThat(owner).isInstanceOf(Outcome.Applied.class);
    assertThat(server.store().lockTokens(LOCK)).containsExactly(now.token());
  }

  @Test
  void ofAFleetOfAllDialectsEachOwnerWritesUntilTheNextOneTakesTheLock() throws Exception {
    RelationsDialect[] dialects = RelationsDialect.values();
    List<FenceToken> tokens = new ArrayList<>();
    for (int owner = 0; owner < 3 * dialects.length; owner++) {
      RelationsDialect dialect = dialects[owner % dialects.length];
      tokens.add(acquired(dialect));
      TupleChange replacement = TupleChange.net(members(owner - 1, 1), members(owner, 1));

      assertThat(new GrpcRelationSink(channel(dialect)).apply(replacement, tokens.get(owner), LONG))
          .isInstanceOf(Outcome.Applied.class);
      for (int former = 0; former < owner; former++) {
        RelationsDialect of = dialects[former % dialects.length];
        assertThat(
                new GrpcRelationSink(channel(of))
                    .apply(adding(members(former, 1)), tokens.get(former), LONG))
            .isInstanceOf(Outcome.FenceLost.class);
      }
      assertThat(server.tuples()).containsExactlyElementsOf(members(owner, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatOneAddsTheOtherCanRemove(RelationsDialect one, RelationsDialect other) throws Exception {
    FenceToken fence = acquired(one);
    new GrpcRelationSink(channel(one)).apply(adding(Neighbours.UNIVERSE), fence, LONG);

    Outcome outcome =
        new GrpcRelationSink(channel(other))
            .apply(Tuples.removing(Neighbours.UNIVERSE), fence, LONG);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(server.tuples()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theMarkThatOneLeavesTheOtherFindsAndReplaces(RelationsDialect one, RelationsDialect other)
      throws Exception {
    StoreMark left = StoreMark.of(Optional.of("log"), new CommitPosition(7));
    StoreMark next = StoreMark.of(Optional.of("log"), new CommitPosition(9));
    authority(one).mark(Optional.empty(), left, acquired(one), LONG);

    FenceOutcome.Acquired found = (FenceOutcome.Acquired) acquire(other);
    authority(other).mark(Optional.of(left), next, found.token(), LONG);

    assertThat(found.memory()).isEqualTo(StoreMemory.of(StoreMemory.Lock.HELD, List.of(left)));
    assertThat(server.store().lockTokens(StoreMark.idBeside(LOCK))).containsExactly(next.text());
  }

  @Test
  void ofTwoThatTakeALockFirstWithoutKesselOneIsRefused() throws Exception {
    server.next(Rpc.WRITE_RELATIONSHIPS, 1, new ServerFault.Hang());
    Background<FenceOutcome> slow = Background.run(() -> acquire(RelationsDialect.SPICEDB));
    assertThat(server.awaitCalls(Rpc.WRITE_RELATIONSHIPS, 1, LONG)).isTrue();

    FenceToken quick = acquired(RelationsDialect.SPICEDB);
    server.release();

    assertThat(slow.result())
        .isInstanceOfSatisfying(
            FenceOutcome.NotAcquired.class,
            not -> assertThat(not.reason()).isEqualTo("lock_contended"));
    assertThat(server.store().lockTokens(LOCK)).containsExactly(quick.token());
  }

  @ParameterizedTest
  @EnumSource
  void aLockTakenAtTheSameMomentByAnotherIsAConflict(RelationsDialect dialect) throws Exception {
    server.stealLock(LOCK);
    Optional<FenceToken> seenByBoth = server.store().readLock(LOCK);
    server.store().replaceLock(LOCK, seenByBoth);
    StoreRefusal lost = StoreRefusal.fenceLost(seenByBoth.orElseThrow());
    Rpc taking =
        dialect == RelationsDialect.SPICEDB
            ? Rpc.WRITE_RELATIONSHIPS
            : DialectCalls.of(dialect).takeLock();
    server.next(taking, 1, new ServerFault.Refusal(lost));

    assertThat(acquire(dialect))
        .isInstanceOfSatisfying(
            FenceOutcome.NotAcquired.class,
            not -> {
              assertThat(not.reason()).isEqualTo("lock_contended");
              assertThat(not.message()).doesNotContain(seenByBoth.orElseThrow().token());
            });
  }

  @Test
  void aChangeIsOneCallToSpiceDbWhateverItHolds() throws Exception {
    server.store().importAll(members(0, 300));
    FenceToken fence = server.stealLock(LOCK);

    Outcome outcome =
        new GrpcRelationSink(channel(RelationsDialect.SPICEDB))
            .apply(TupleChange.net(members(0, 300), members(300, 700)), fence, LONG);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(server.calls()).isEqualTo(1);
  }

  @Test
  void aChangeThatDoesNotFitIsCutWithRemovalsFirst() throws Exception {
    server.store().importAll(members(0, 15));
    server.store().setMaxUpdates(10);
    FenceToken fence = server.stealLock(LOCK);
    List<String> writes = new ArrayList<>();
    server.onWrite(it -> writes.add("-" + it.removed().size() + " +" + it.added().size()));

    new GrpcRelationSink(channel(RelationsDialect.SPICEDB))
        .apply(TupleChange.net(members(0, 15), members(15, 12)), fence, LONG);

    assertThat(writes).containsExactly("-10 +0", "-5 +5", "-0 +7");
  }

  private FenceToken acquired(RelationsDialect dialect) throws InterruptedException {
    return ((FenceOutcome.Acquired) acquire(dialect)).token();
  }

  private FenceOutcome acquire(RelationsDialect dialect) throws InterruptedException {
    return authority(dialect).acquire(LOCK, LONG);
  }

  private FenceAuthority authority(RelationsDialect dialect) {
    return new GrpcFenceAuthority(channel(dialect));
  }

  private RelationsChannel channel(RelationsDialect dialect) {
    return channel(RelationsSettings.forTarget(server.target()).dialect(dialect));
  }

  private synchronized RelationsChannel channel(RelationsSettings.Builder settings) {
    RelationsChannel channel = RelationsChannel.open(settings.build());
    channels.add(channel);
    return channel;
  }
}
