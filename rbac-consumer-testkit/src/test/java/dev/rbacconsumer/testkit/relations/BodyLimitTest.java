package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Something on the way takes no request beyond a size of its own. */
class BodyLimitTest {
  private static final Duration LONG = PatientSettings.LONG;
  private static final int LIMIT = 20_000;
  private static final int COUNT = 900;

  private final RelationsServer server = RelationsServer.builder().start();
  private final HoldingProxy proxy = new HoldingProxy(server.target());
  private final FenceToken fence = server.stealLock("group/0");

  @AfterEach
  void close() {
    proxy.close();
    server.close();
  }

  static Stream<Arguments> sizeRefusals() {
    List<CallEnd> ends =
        List.of(
            new CallEnd.Page(413),
            new CallEnd.WithoutTrailers(413),
            new CallEnd.Trailers(GrpcErrorCode.UNKNOWN, "Payload Too Large"),
            new CallEnd.Trailers(GrpcErrorCode.RESOURCE_EXHAUSTED, "message too large"),
            new CallEnd.Trailers(
                GrpcErrorCode.RESOURCE_EXHAUSTED, "larger than max (99999 vs. " + LIMIT + ")"));
    return Stream.of(RelationsDialect.values())
        .flatMap(dialect -> ends.stream().map(end -> Arguments.of(dialect, end)));
  }

  @ParameterizedTest
  @MethodSource("sizeRefusals")
  void aRequestTooLargeIsSplitAndTheLimitIsLearned(RelationsDialect dialect, CallEnd end)
      throws Exception {
    proxy.limitBody(LIMIT, end);
    try (RelationsChannel channel = open(dialect)) {
      GrpcRelationSink sink = new GrpcRelationSink(channel);

      Outcome first = sink.apply(adding(members(0, COUNT)), fence, LONG);
      int refused = proxy.held();
      Outcome second = sink.apply(adding(members(COUNT, COUNT)), fence, LONG);

      assertThat(first).isInstanceOf(Outcome.Applied.class);
      assertThat(first.mayLandLater()).as("what was refused may land").isTrue();
      assertThat(second).isInstanceOf(Outcome.Applied.class);
      assertThat(second.mayLandLater()).isFalse();
      assertThat(refused).isPositive();
      assertThat(proxy.held()).as("nothing too large was sent again").isEqualTo(refused);
      assertThat(server.tuples()).hasSize(2 * COUNT);
    }
  }

  @Test
  void aRefusalThatDoesNotSayWhyIsSplitAndTeachesNothing() throws Exception {
    proxy.limitBody(LIMIT, new CallEnd.Trailers(GrpcErrorCode.RESOURCE_EXHAUSTED, ""));
    try (RelationsChannel channel = open(RelationsDialect.KESSEL_RELATIONS)) {
      GrpcRelationSink sink = new GrpcRelationSink(channel);

      Outcome first = sink.apply(adding(members(0, COUNT)), fence, LONG);
      int refused = proxy.held();
      proxy.limitBody(Integer.MAX_VALUE, new CallEnd.Silence());
      int before = proxy.passedOn();
      Outcome second = sink.apply(adding(members(COUNT, COUNT)), fence, LONG);

      assertThat(first).isInstanceOf(Outcome.Applied.class);
      assertThat(refused).isPositive();
      assertThat(second).isInstanceOf(Outcome.Applied.class);
      assertThat(proxy.passedOn() - before).isEqualTo(1);
    }
  }

  @Test
  void aRateLimitIsNotTakenForOneOfSize() throws Exception {
    proxy.limitBody(
        0, new CallEnd.Trailers(GrpcErrorCode.RESOURCE_EXHAUSTED, "rate limit exceeded"));
    Outcome limited = apply(adding(members(0, COUNT)));

    assertThat(limited)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.reason()).isEqualTo("resource_exhausted"));
    assertThat(proxy.held()).isEqualTo(1);
  }

  @Test
  void oneTupleTooLargeForTheWayWaitsUntilTheLimitIsRaised() throws Exception {
    proxy.limitBody(0, new CallEnd.Page(413));

    Outcome outcome = apply(adding(members(0, 4)));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> {
              assertThat(later.reason()).isEqualTo("request_too_large");
              assertThat(later.message()).contains("413");
            });
    // All, a half, a quarter; no more is begun then.
    assertThat(proxy.held()).isEqualTo(3);
  }

  @Test
  void removalsAreOneTupleEach() throws Exception {
    List<RelationTuple> members = members(0, 3);
    proxy.limitBody(0, new CallEnd.Page(413));

    Outcome outcome = apply(TupleChange.net(members, List.of()));

    assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
  }

  private Outcome apply(TupleChange change) throws InterruptedException {
    try (RelationsChannel channel = open(RelationsDialect.KESSEL_RELATIONS)) {
      return new GrpcRelationSink(channel).apply(change, fence, LONG);
    }
  }

  private RelationsChannel open(RelationsDialect dialect) {
    return RelationsChannel.open(PatientSettings.of(proxy.target()).dialect(dialect).build());
  }
}
