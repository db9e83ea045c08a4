package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.removing;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fence, schema or something else: what the client concludes from a refusal. */
class GrpcRefusalsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final TupleChange CHANGE = adding(tuple("group:eng#member@principal:ann"));
  private static final TupleChange ALIEN = adding(tuple("unheard:x1#member@principal:ann"));

  private final RelationsServer server = RelationsServer.builder().start();
  private final FenceToken fence = server.stealLock("group/0");
  private final RelationsChannel channel =
      RelationsChannel.open(RelationsSettings.forTarget(server.target()).build());
  private final GrpcRelationSink sink = new GrpcRelationSink(channel);

  @AfterEach
  void close() {
    channel.close();
    server.close();
  }

  @Test
  void aFenceLostWithoutADetailIsKnownByItsPhrase() throws Exception {
    answerNext(
        GrpcErrorCode.FAILED_PRECONDITION,
        "error creating tuples: unable to satisfy write precondition `" + fence.token() + "`");

    Outcome outcome = apply(CHANGE);

    assertThat(outcome).isInstanceOf(Outcome.FenceLost.class);
    assertThat(outcome.toString()).doesNotContain(fence.token());
  }

  @Test
  void aFailedPreconditionThatIsNeitherFenceNorSchemaIsNotGuessed() throws Exception {
    answerNext(GrpcErrorCode.FAILED_PRECONDITION, "datastore is not migrated");

    Outcome outcome = apply(CHANGE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> {
              assertThat(later.reason()).isEqualTo("failed_precondition");
              assertThat(later.message()).contains("datastore is not migrated");
            });
  }

  @Test
  void aFailedPreconditionThatIsUnclearIsALostFenceIfTheProbeSaysSo() throws Exception {
    answerNext(GrpcErrorCode.FAILED_PRECONDITION, "something else");
    server.revokeLock("group/0");

    assertThat(apply(CHANGE)).isInstanceOf(Outcome.FenceLost.class);
  }

  @Test
  void aRefusalIsHeldBackWhileTheFenceCannotBeProbed() throws Exception {
    StoreRefusal unknown = StoreRefusal.unknownDefinition("rbac/unheard");
    server.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Refusal(unknown));
    answerNext(Rpc.CREATE_TUPLES, GrpcErrorCode.UNAVAILABLE, "gone");

    Outcome outcome = apply(ALIEN);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> {
              assertThat(later.reason()).isEqualTo("fence_unconfirmed");
              assertThat(later.message()).contains("unknown_definition", "UNAVAILABLE");
            });
  }

  @Test
  void theProbeWritesNothing() throws Exception {
    apply(ALIEN);

    assertThat(server.calls(Rpc.CREATE_TUPLES)).isEqualTo(2);
    assertThat(server.tuples()).isEmpty();
  }

  @Test
  void aLostFenceCountsMoreThanAnEarlierFault() throws Exception {
    answerNext(Rpc.DELETE_TUPLES, GrpcErrorCode.UNAVAILABLE, "gone");
    server.next(Rpc.DELETE_TUPLES, 1, new ServerFault.Refusal(StoreRefusal.fenceLost(fence)));

    Outcome outcome = sink.apply(TupleChange.net(members(0, 2), CHANGE.additions()), fence, LONG);

    assertThat(outcome).isInstanceOf(Outcome.FenceLost.class);
  }

  @Test
  void aConflictInTheStoreIsRetried() throws Exception {
    StoreRefusal conflict =
        new StoreRefusal(GrpcErrorCode.ABORTED, "SERIALIZATION_FAILURE", Map.of(), "conflict");
    server.next(1, new ServerFault.Refusal(conflict));

    Outcome outcome = apply(CHANGE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.reason()).isEqualTo("serialization_failure"));
  }

  @Test
  void aRefusalTooLongForTheUsualTrailerStillHasItsReason() throws Exception {
    StoreRefusal wordy =
        new StoreRefusal(
            GrpcErrorCode.INVALID_ARGUMENT,
            "INVALID_SUBJECT_TYPE",
            Map.of("definition_name", "rbac/group"),
            "x".repeat(20_000));
    server.next(1, new ServerFault.Refusal(wordy));

    Outcome outcome = apply(CHANGE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo("invalid_subject_type");
              assertThat(rejected.message()).hasSizeLessThan(1000);
            });
  }

  @Test
  void ourTokenInAnAnswerDoesNotReachTheMessage() throws Exception {
    answerNext(GrpcErrorCode.INTERNAL, "odd token " + fence.token() + "\nforged line");

    Outcome outcome = apply(CHANGE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later ->
                assertThat(later.message())
                    .contains("odd token [token]\\nforged line")
                    .doesNotContain(fence.token()));
  }

  @Test
  void aStoreWithoutAnySchemaIsNoFaultOfTheChange() throws Exception {
    server.next(
        1,
        new ServerFault.Refusal(
            new StoreRefusal(GrpcErrorCode.NOT_FOUND, "", Map.of(), "No schema has been defined")));

    assertThat(apply(CHANGE))
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> {
              assertThat(later.reason()).isEqualTo("not_found");
              assertThat(later.message()).contains("no schema has been loaded");
            });
  }

  @Test
  void aSchemaLoadedLaterCuresTheRefusal() throws Exception {
    server.store().setSchema(StoreSchema.rbac().without("rbac/group"));

    Outcome before = apply(CHANGE);
    server.store().setSchema(StoreSchema.rbac());
    Outcome after = apply(CHANGE);

    assertThat(before).isInstanceOf(Outcome.Rejected.class);
    assertThat(after).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void aServerThatWantsATokenIsNotOfferedTheChangeForGood() throws Exception {
    try (RelationsServer guarded = RelationsServer.builder().bearerToken("jwt").start();
        RelationsChannel to =
            RelationsChannel.open(RelationsSettings.forTarget(guarded.target()).build())) {
      FenceToken held = guarded.stealLock("group/0");

      Outcome outcome = new GrpcRelationSink(to).apply(removing(members(0, 1)), held, LONG);

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.RetryLater.class,
              later -> assertThat(later.reason()).isEqualTo("unauthenticated"));
    }
  }

  private void answerNext(GrpcErrorCode code, String text) {
    server.next(1, new ServerFault.Answer(code, text));
  }

  private void answerNext(Rpc rpc, GrpcErrorCode code, String text) {
    server.next(rpc, 1, new ServerFault.Answer(code, text));
  }

  private Outcome apply(TupleChange change) throws InterruptedException {
    return sink.apply(change, fence, LONG);
  }
}
