package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.removing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.server.StoreCost;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many removals a sink keeps in flight, by what the store does with them. */
class RemovalConcurrencyTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int CEILING = 64;
  private static final int START = 4;
  private static final ServerFault UNAVAILABLE =
      new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "try later");

  private final RelationsServer server = RelationsServer.builder().start();
  private final RelationsChannel channel =
      RelationsChannel.open(
          PatientSettings.of(server.target()).maxConcurrentDeletes(CEILING).build());
  private final GrpcRelationSink sink = new GrpcRelationSink(channel);
  private final FenceToken fence = server.stealLock("group/0");

  @AfterEach
  void close() {
    channel.close();
    server.close();
  }

  @Test
  void aStoreWhoseWritesTakeTurnsIsNotFlooded() throws Exception {
    server.setCost(StoreCost.likeSpiceDbOnPostgreSql());

    assertThat(remove(500)).isInstanceOf(Outcome.Applied.class);

    assertThat(server.mostInFlight(Rpc.DELETE_TUPLES)).isLessThan(CEILING / 2);
  }

  @Test
  void aStoreThatWorksSideBySideGetsMoreAndMore() throws Exception {
    server.setLatency(Duration.ofMillis(20));

    assertThat(remove(200)).isInstanceOf(Outcome.Applied.class);

    assertThat(server.mostInFlight(Rpc.DELETE_TUPLES)).isGreaterThan(START);
  }

  @Test
  void aStoreThatFailsGetsOneRemovalAtATime() throws Exception {
    for (int attempt = 0; attempt < 5; attempt++) {
      server.next(Rpc.DELETE_TUPLES, START, UNAVAILABLE);
      assertThat(remove(10)).isInstanceOf(Outcome.RetryLater.class);
      server.clearFaults();
    }

    assertThat(sink.removalConcurrency()).isEqualTo(1);
  }

  @Test
  void removalsInFlightOfOneChangeHoldUpNoOtherChange() throws Exception {
    server.next(Rpc.DELETE_TUPLES, START, new ServerFault.Hang());
    Background<Outcome> stuck = Background.run(() -> remove(100));
    assertThat(server.awaitCalls(Rpc.DELETE_TUPLES, START, LONG)).isTrue();

    Outcome other = sink.apply(removing(members(1_000, 1)), server.stealLock("group/1"), LONG);

    assertThat(other).isInstanceOf(Outcome.Applied.class);
    assertThat(stuck.isDone()).isFalse();
    server.release();
    assertThat(stuck.result()).isInstanceOf(Outcome.Applied.class);
  }

  private Outcome remove(int count) throws InterruptedException {
    return sink.apply(removing(members(0, count)), fence, LONG);
  }
}
