package dev.rbacconsumer.core.applied;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import java.io.IOException;

/** Writes the state of one event as a JSON document. */
public final class EventStateJson {
  private EventStateJson() {}

  /** Returns a document of the type {@code application/json} on one line. */
  public static String of(EventState state) {
    return state.match(
        applied -> FieldWriter.object(applied, EventStateJson::applied),
        passedOver -> FieldWriter.object(passedOver, EventStateJson::passedOver),
        waiting -> FieldWriter.object(waiting, EventStateJson::waiting),
        unknown -> FieldWriter.object(unknown, EventStateJson::unknown));
  }

  private static void applied(EventState.Applied state, FieldWriter fields) throws IOException {
    begin(state, "applied", fields);
    fields.known("event_type", state.eventType());
    fields.number("partition", state.partition().number());
    fields.number("offset", state.offset().value());
    fields.instant("applied_at", state.at());
    fields.known("token", state.token().map(ConsistencyToken::value).orElse(""));
  }

  private static void passedOver(EventState.PassedOver state, FieldWriter fields)
      throws IOException {
    begin(state, state.way().label(), fields);
    fields.number("partition", state.partition().number());
    fields.number("offset", state.offset().value());
    fields.instant("passed_over_at", state.at());
    fields.known("class", state.failure().map(it -> it.kind().label()).orElse(""));
    fields.known("code", state.failure().map(Failure::reason).orElse(""));
    fields.known("reason", state.failure().map(Failure::message).orElse(""));
  }

  private static void waiting(EventState.Waiting state, FieldWriter fields) throws IOException {
    begin(state, state.failedAttempts() == 0 ? "waiting" : "retrying", fields);
    fields.number("partition", state.partition().number());
    fields.number("offset", state.offset().value());
    fields.number("failed_attempts", state.failedAttempts());
  }

  private static void unknown(EventState.Unknown state, FieldWriter fields) throws IOException {
    begin(state, "unknown", fields);
  }

  private static void begin(EventState state, String word, FieldWriter fields) throws IOException {
    fields.text("event_id", state.eventId());
    fields.text("state", word);
  }
}
