package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.removing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long an attempt may last, and what is kept of one that fails. */
class SlowStoreTest {
  private static final ServerFault UNAVAILABLE =
      new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "try later");

  private final RelationsServer server = RelationsServer.builder().start();
  private final RelationsChannel channel = open(RelationsDialect.KESSEL_RELATIONS);
  private final GrpcRelationSink sink = new GrpcRelationSink(channel);
  private final FenceToken fence = server.stealLock("group/0");
  private final AtomicInteger progress = new AtomicInteger();

  @AfterEach
  void close() {
    channel.close();
    server.close();
  }

  /** A call takes a small part of the limit, and all of them together take twice the limit. */
  @Test
  void anAttemptLastsAsLongAsItGetsOn() throws Exception {
    Duration limit = Duration.ofSeconds(3);
    server.setLatency(Duration.ofMillis(150));

    Outcome outcome = apply(sink, removing(members(0, 40)), limit);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(progress).hasValue(40);
  }

  @Test
  void anAttemptFailsOnceNothingIsAcknowledgedForItsTime() throws Exception {
    server.next(Rpc.DELETE_TUPLES, 1, new ServerFault.Hang());

    Outcome outcome = apply(sink, removing(members(0, 3)), Duration.ofMillis(300));

    assertThat(outcome).isEqualTo(withConfirmed((Outcome.RetryLater) outcome, 0));
    assertThat(progress).hasValue(0);
    server.release();
  }

  @Test
  void aFailedAttemptSaysHowManyRemovalsAreConfirmed() throws Exception {
    server.next(Rpc.CREATE_TUPLES, 1, UNAVAILABLE);

    Outcome outcome =
        apply(sink, TupleChange.net(members(0, 3), members(10, 2)), PatientSettings.LONG);

    assertThat(outcome).isEqualTo(withConfirmed((Outcome.RetryLater) outcome, 3));
  }

  @Test
  void whatIsConfirmedBehindAFailedRemovalDoesNotCount() throws Exception {
    server.next(Rpc.DELETE_TUPLES, 1, UNAVAILABLE);

    Outcome outcome = apply(sink, removing(members(0, 3)), PatientSettings.LONG);

    assertThat(outcome).isEqualTo(withConfirmed((Outcome.RetryLater) outcome, 0));
  }

  @Test
  void aFailedAttemptSaysHowManyTuplesOfItsWritesAreConfirmed() throws Exception {
    try (RelationsChannel other = open(RelationsDialect.SPICEDB)) {
      GrpcRelationSink writes = new GrpcRelationSink(other);
      FenceToken own = server.stealLock("group/1");
      AtomicInteger written = new AtomicInteger();
      server.onWrite(
          write -> {
            if (written.incrementAndGet() == 2) {
              server.next(Rpc.WRITE_RELATIONSHIPS, 1, UNAVAILABLE);
            }
          });

      Outcome outcome = writes.apply(Tuples.adding(members(0, 6)), own, PatientSettings.LONG);

      assertThat(outcome).isEqualTo(withConfirmed((Outcome.RetryLater) outcome, 4));
    }
  }

  private Outcome apply(GrpcRelationSink over, TupleChange change, Duration limit)
      throws InterruptedException {
    return over.apply(change, fence, Optional.empty(), limit, progress::incrementAndGet);
  }

  private RelationsChannel open(RelationsDialect dialect) {
    return RelationsChannel.open(
        PatientSettings.of(server.target())
            .dialect(dialect)
            .maxConcurrentDeletes(1)
            .maxTuplesPerWrite(2)
            .build());
  }

  private static Outcome withConfirmed(Outcome.RetryLater outcome, int confirmed) {
    return new Outcome.RetryLater(
        outcome.reason(), outcome.message(), outcome.mayLandLater(), confirmed);
  }
}
