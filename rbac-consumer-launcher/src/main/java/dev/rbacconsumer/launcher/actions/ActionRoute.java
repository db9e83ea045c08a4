package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.status.SnapshotSource;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.launcher.actions.ActionBody.InvalidBodyException;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.admin.Route;
import dev.rbacconsumer.launcher.config.types.AdminPaths;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the action that a POST names, and answers with its result. Every action is kept in
 * the audit trail, also one that was refused. Thread-safe.
 */
public final class ActionRoute implements Route {
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;

  private static final Logger log = LoggerFactory.getLogger(ActionRoute.class);

  private final Actions actions;
  private final Letters letters;
  private final String topic;
  private final Clock clock;
  private final PartitionState states;
  private final AuditTrail audit;
  private final String instance;
  private final ActionInfoRoute info;
  private final SeenRequests seen;

  /** Carries out requests of operators. */
  @FunctionalInterface
  public interface Actions {
    /** Requests an action, whose result comes once. */
    void request(ActionRequest request, Consumer<ActionReply> whenAnswered);
  }

  /**
   * @param letters finds the dead letters that are to be replayed
   * @param topic topic of a request that names none
   * @param instance name of this instance
   * @param info answers a GET
   */
  public ActionRoute(
      Actions actions,
      Letters letters,
      String topic,
      Clock clock,
      SnapshotSource status,
      AuditTrail audit,
      String instance,
      ActionInfoRoute info) {
    this.actions = actions;
    this.letters = letters;
    this.topic = topic;
    this.clock = clock;
    this.states = new PartitionState(status);
    this.audit = audit;
    this.instance = instance;
    this.info = info;
    this.seen = new SeenRequests(clock);
  }

  @Override
  public String path() {
    return AdminPaths.ACTIONS;
  }

  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public Response answer(Request request) {
    return info.answer(request);
  }

  @Override
  public CompletionStage<Response> answerLater(Request request) {
    if (!request.method().equals("POST")) {
      return CompletableFuture.completedFuture(answer(request));
    }
    try {
      ActionBody body = ActionBody.read(request.body(), topic, clock.now());
      if (!seen.isTimely(body.at())) {
        return refused(CONFLICT, "at: the clocks differ by more than five minutes");
      }
      if (!seen.add(body.id())) {
        return refused(CONFLICT, "id: the request is a repetition, and is not carried out again");
      }
      return carriedOut(body);
    } catch (InvalidBodyException invalid) {
      return refused(BAD_REQUEST, String.valueOf(invalid.getMessage()));
    }
  }

  private CompletionStage<Response> carriedOut(ActionBody body) {
    String before = states.of(body.partition());
    // The thread that completes it belongs to delivery, which must not wait for a file. A client
    // that goes away cancels the copy alone, and the action is kept in the audit trail all the
    // same.
    return body.action()
        .match(action -> delivered(body, action), letter -> found(body, letter))
        .thenApplyAsync(result -> answered(body, result, before))
        .copy();
  }

  /**
   * A reply with the action that was to be carried out.
   *
   * @param action empty if delivery was not asked
   */
  private record Result(Optional<OperatorAction> action, ActionReply reply) {}

  private CompletableFuture<Result> delivered(ActionBody body, OperatorAction action) {
    CompletableFuture<Result> result = new CompletableFuture<>();
    actions.request(
        body.request(action), reply -> result.complete(new Result(Optional.of(action), reply)));
    return result;
  }

  private CompletableFuture<Result> found(ActionBody body, Letters.Wanted letter) {
    return letters
        .find(body.partition(), letter)
        .thenCompose(
            found ->
                found.match(
                    it -> delivered(body, it.action()),
                    it ->
                        CompletableFuture.completedFuture(
                            new Result(Optional.empty(), it.reply()))))
        .toCompletableFuture();
  }

  private Response answered(ActionBody body, Result result, String before) {
    ActionReply reply = result.reply();
    AuditEntry entry =
        new AuditEntry(body, result.action(), reply, before, states.of(body.partition()), instance);
    if (result.action().isEmpty()) {
      // Delivery logs the others.
      log.info(
          "Operator action {} (partition: {}, by: {}, reason: {}): {}: {}",
          body.action().label(),
          body.partition(),
          SafeText.field(body.by()),
          SafeText.sentence(body.reason()),
          reply.code().label(),
          reply.message());
    }
    audit.keep(body.partition(), entry.json());
    return Response.json(status(reply.code()), entry.json() + "\n");
  }

  private static CompletionStage<Response> refused(int status, String sentence) {
    String json =
        FieldWriter.object(
            sentence,
            (text, fields) -> {
              fields.text("result", "refused");
              fields.text("code", "invalid_request");
              fields.text("message", text);
            });
    return CompletableFuture.completedFuture(Response.json(status, json + "\n"));
  }

  private static int status(Code code) {
    return switch (code) {
      case DONE -> 200;
      case UNCONFIRMED -> 202;
      case NOT_OWNER -> 404;
      case NOT_DELIVERING -> 503;
      case STILL_FAILING,
          NOT_COPIED,
          HEAD_MOVED,
          OTHER_RECORD,
          NOT_BLOCKED,
          NOTHING_WAITS,
          ALREADY_PAUSED,
          NOT_PAUSED,
          PAUSED,
          BUSY,
          BLOCKED,
          NOT_PARKED,
          RECORDS_GONE,
          NO_DEAD_LETTERS,
          NO_LETTER,
          GIVEN_UP,
          ALREADY_REPLAYED,
          LETTERS_UNREADABLE,
          NOT_READY,
          HANDED_OVER ->
          CONFLICT;
    };
  }
}
