package dev.rbacconsumer.launcher.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.config.types.StatusAccess;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AppliedRouteTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Failure FAILURE =
      new Failure(FailureClass.REJECTED, "unknown_definition", "no such type");

  private final AppliedEvents events = new AppliedEvents(10, 2, new ManualClock());
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final AppliedRoute route = new AppliedRoute(StatusAccess.ALL, events, timer);

  AppliedRouteTest() {
    timer.setRemoveOnCancelPolicy(true);
    events.on(new PartitionEvent.Positioned(P0, Optional.empty()));
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void anAppliedEventIsAnsweredAtOnceWithItsToken() {
    apply("e-1", Optional.of(new ConsistencyToken("zed-7")));

    CompletableFuture<Response> answer = ask("event=e-1&wait=30s");

    assertThat(answer).isDone();
    assertThat(answer.join().status()).isEqualTo(200);
    assertThat(answer.join().contentType()).isEqualTo("application/json");
    assertThat(answer.join().text())
        .isEqualTo(
            "{\"event_id\":\"e-1\",\"state\":\"applied\",\"event_type\":\"create_group\","
                + "\"partition\":0,\"offset\":7,\"applied_at\":\"2026-01-01T00:00:00Z\","
                + "\"token\":\"zed-7\"}\n");
  }

  @Test
  void anEventThatIsKnownAndNotAppliedIsAccepted() {
    events.on(retrying("e-1"));

    assertThat(ask("event=e-1").join().status()).isEqualTo(202);
    assertThat(ask("event=e-1&wait=1ms").join().text())
        .isEqualTo(
            "{\"event_id\":\"e-1\",\"state\":\"retrying\",\"partition\":0,\"offset\":7,"
                + "\"failed_attempts\":3}\n");
  }

  @Test
  void anEventThatWillNeverBeAppliedIsGoneWithTheReason() {
    events.on(new RecordEvent.Skipped(record("e-1"), FAILURE));

    Response answer = ask("event=e-1&wait=30s").join();

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.text())
        .contains("\"state\":\"skipped\"", "\"code\":\"unknown_definition\"", "no such type");
  }

  @Test
  void anEventThatIsNotKnownIsNotFound() {
    assertThat(ask("event=e%2D1").join().status()).isEqualTo(404);
    assertThat(ask("event=e%2D1&wait=1ms").join().text())
        .isEqualTo("{\"event_id\":\"e-1\",\"state\":\"unknown\"}\n");
  }

  @Test
  void aRequestThatWaitsIsAnsweredWhenTheEventIsApplied() throws Exception {
    CompletableFuture<Response> answer = ask("event=e-1&wait=30s");
    assertThat(answer).isNotDone();

    apply("e-1", Optional.empty());

    Response response = answer.get(60, TimeUnit.SECONDS);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).endsWith("\"token\":null}\n");
    Eventually.get(() -> timer.getQueue().size(), it -> it == 0, Duration.ofMinutes(1));
  }

  @Test
  void anEventThatIsReadDuringTheWaitIsKnownAtItsEnd() throws Exception {
    CompletableFuture<Response> answer = ask("event=e-1&wait=300ms");

    events.on(retrying("e-1"));

    assertThat(answer.get(60, TimeUnit.SECONDS).status()).isEqualTo(202);
    Eventually.get(events::waiterCount, it -> it == 0, Duration.ofMinutes(1));
  }

  @Test
  void aRequestThatIsGivenUpLeavesNothingBehind() {
    CompletableFuture<Response> answer = ask("event=e-1&wait=30s");
    assertThat(events.waiterCount()).isEqualTo(1);
    assertThat(timer.getQueue()).hasSize(1);

    answer.cancel(false);

    assertThat(events.waiterCount()).isZero();
    assertThat(timer.getQueue()).isEmpty();
  }

  @Test
  void oneThatWaitsTooManyIsRefusedAndOneThatDoesNotWaitIsAnswered() {
    var first = ask("event=e-1&wait=30s");
    var second = ask("event=e-2&wait=30s");

    assertThat(ask("event=e-3&wait=30s").join().status()).isEqualTo(503);
    assertThat(ask("event=e-3").join().status()).isEqualTo(404);
    assertThat(List.of(first, second)).noneMatch(CompletableFuture::isDone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "event=", "wait=5s", "events=e-1", "event=%zz"})
  void aRequestWithoutAnEventIsToldWhatIsWanted(String query) {
    Response refused = ask(query).join();

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .isEqualTo("event: want the id of an event, as in /applied?event=1234&wait=5s\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"31s", "-1s", "1h", "soon", "", "%zz", "5s5s"})
  void aWaitThatIsNoneIsToldWhatIsWanted(String wait) {
    Response refused = ask("event=e-1&wait=" + wait).join();

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).isEqualTo("wait: want a time from 0s to 30s, such as 5s\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"30s", "30", "0", "0.5", "1500ms"})
  void aWaitIsWrittenAsInTheSettings(String wait) {
    apply("e-1", Optional.empty());

    assertThat(ask("event=e-1&wait=" + wait).join().status()).isEqualTo(200);
  }

  @Test
  void aMemoryThatIsOffSaysHowToTurnItOn() {
    AppliedEvents none = new AppliedEvents(0, 2, new ManualClock());
    AppliedRoute off = new AppliedRoute(StatusAccess.ALL, none, timer);

    Response answer = ask(off, "event=e-1&wait=30s").join();

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("RBAC_KAFKA_CONSUMER_APPLIED_EVENTS");
  }

  @ParameterizedTest
  @CsvSource({"ALL, false", "LOOPBACK, true"})
  void itIsForTheClientsOfTheStatus(StatusAccess access, boolean loopbackOnly) {
    assertThat(new AppliedRoute(access, events, timer).loopbackOnly()).isEqualTo(loopbackOnly);
  }

  private CompletableFuture<Response> ask(String query) {
    return ask(route, query);
  }

  private static CompletableFuture<Response> ask(AppliedRoute route, String query) {
    return route.answerLater(new Request("GET", "/applied", query, "", "")).toCompletableFuture();
  }

  private void apply(String eventId, Optional<ConsistencyToken> token) {
    TupleChange change =
        TupleChange.net(
            List.of(), List.of(RelationTuple.parse("rbac/group:g#member@rbac/principal:ann")));
    var unused =
        events.applied(
            new AppliedEvent(P0, new Offset(7), metadata(eventId), change, token),
            Duration.ofSeconds(1));
  }

  private static RecordEvent.Retrying retrying(String eventId) {
    return new RecordEvent.Retrying(
        record(eventId), metadata(eventId), FAILURE, null, 3, Duration.ofSeconds(1));
  }

  private static EventMetadata metadata(String eventId) {
    return new EventMetadata(eventId, "create_group", "", "", "", "", "", "", null);
  }

  private static SourceRecord record(String eventId) {
    return new SourceRecord(
        P0, new Offset(7), 0, null, new byte[0], List.of(RecordHeader.text("id", eventId)));
  }
}
