package dev.rbacconsumer.launcher.status;

import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.applied.EventState;
import dev.rbacconsumer.core.applied.EventStateJson;
import dev.rbacconsumer.core.settings.ParseResult;
import dev.rbacconsumer.core.settings.ValueType;
import dev.rbacconsumer.core.settings.ValueTypes;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.types.AdminPaths;
import dev.rbacconsumer.launcher.config.types.StatusAccess;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Answers whether an event was applied: the parameter {@code event} is its id, and {@code wait} the
 * longest time until the answer if it is not settled yet. Thread-safe.
 */
public final class AppliedRoute implements Route {
  /** Most requests that wait at once; as many connections may wait for a later answer. */
  public static final int MOST_WAITING = 128;

  private static final ValueType<Duration> WAIT =
      ValueTypes.duration(Duration.ZERO, Duration.ofSeconds(30));

  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int BUSY = 503;

  private final StatusAccess access;
  private final AppliedEvents events;
  private final ScheduledExecutorService timer;

  /**
   * @param access clients that may ask
   * @param events memory of the latest events
   * @param timer ends waits and writes later answers; its tasks are short
   */
  public AppliedRoute(StatusAccess access, AppliedEvents events, ScheduledExecutorService timer) {
    this.access = access;
    this.events = events;
    this.timer = timer;
  }

  @Override
  public String path() {
    return AdminPaths.APPLIED;
  }

  @Override
  public boolean loopbackOnly() {
    return access == StatusAccess.LOOPBACK;
  }

  /** Answers at once with the current state, without a wait. */
  @Override
  public Response answer(Request request) {
    return refusal(request).orElseGet(() -> response(events.find(eventId(request))));
  }

  @Override
  public CompletionStage<Response> answerLater(Request request) {
    Duration wait = waitTime(request).orElse(Duration.ZERO);
    if (wait.isZero() || refusal(request).isPresent()) {
      return CompletableFuture.completedFuture(answer(request));
    }
    String eventId = eventId(request);
    return events
        .whenSettled(eventId, timer::execute)
        .map(settled -> answerOf(eventId, settled, wait))
        .orElseGet(
            () ->
                CompletableFuture.completedFuture(
                    Response.text(BUSY, "Too many requests wait at once")));
  }

  private CompletableFuture<Response> answerOf(
      String eventId, CompletableFuture<EventState> settled, Duration wait) {
    CompletableFuture<Response> answer = settled.thenApply(AppliedRoute::response);
    if (!answer.isDone()) {
      Future<?> end =
          timer.schedule(
              () -> settled.complete(events.find(eventId)), wait.toNanos(), TimeUnit.NANOSECONDS);
      var unused =
          answer.whenComplete(
              (response, gone) -> {
                settled.cancel(false);
                end.cancel(false);
              });
    }
    return answer;
  }

  private Optional<Response> refusal(Request request) {
    if (!events.isOn()) {
      return refusal(NOT_FOUND, "No event is remembered: set RBAC_KAFKA_CONSUMER_APPLIED_EVENTS");
    } else if (eventId(request).isEmpty()) {
      return refusal(
          BAD_REQUEST, "event: want the id of an event, as in /applied?event=1234&wait=5s");
    }
    return waitTime(request).isEmpty()
        ? refusal(BAD_REQUEST, "wait: want a time from 0s to 30s, such as 5s")
        : Optional.empty();
  }

  private static Optional<Response> refusal(int status, String text) {
    return Optional.of(Response.text(status, text));
  }

  private static String eventId(Request request) {
    return request.parameter("event").orElse("");
  }

  /** Returns the wait that a request asks for; empty if that is not a valid one. */
  private static Optional<Duration> waitTime(Request request) {
    if (!request.hasParameter("wait")) {
      return Optional.of(Duration.ZERO);
    }
    return request
        .parameter("wait")
        .flatMap(
            text ->
                WAIT.parse(text) instanceof ParseResult.Good<Duration> good
                    ? Optional.of(good.value())
                    : Optional.empty());
  }

  private static Response response(EventState state) {
    int status =
        state.match(applied -> OK, passedOver -> GONE, waiting -> ACCEPTED, unknown -> NOT_FOUND);
    return Response.json(status, EventStateJson.of(state) + "\n");
  }
}
