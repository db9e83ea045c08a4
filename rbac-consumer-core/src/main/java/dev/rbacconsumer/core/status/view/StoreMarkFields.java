package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.status.RepeatedEventsStatus;
import dev.rbacconsumer.core.status.ReplayStatus;
import dev.rbacconsumer.core.status.RetryStatus;
import dev.rbacconsumer.core.status.StoreMarkStatus;
import java.io.IOException;

/** Writes the JSON status fields of the replay, the store mark and the repeated events. */
final class StoreMarkFields {
  private StoreMarkFields() {}

  static void write(StoreMarkStatus status, FieldWriter fields) throws IOException {
    fields.objectOrNull("replay", status.replay(), StoreMarkFields::replay);
    fields.objectOrNull("mark_problem", status.markProblem(), retry(ProblemState.MARK));
    fields.objectOrNull("repeated_events", status.repeated(), StoreMarkFields::repeated);
  }

  private static void replay(ReplayStatus replay, FieldWriter fields) throws IOException {
    fields.number("offsets_left", replay.offsetsLeft());
    fields.objectOrNull("problem", replay.problem(), retry(ProblemState.REPLAY));
  }

  private static void repeated(RepeatedEventsStatus events, FieldWriter fields) throws IOException {
    fields.number("count", events.count());
    fields.number("last_offset", events.lastOffset().value());
    fields.instant("last_at", events.lastAt());
  }

  private static FieldWriter.Fields<RetryStatus> retry(ProblemState state) {
    return (problem, fields) -> {
      fields.text("code", problem.code());
      fields.text("reason", problem.message());
      fields.instant("since", problem.since());
      fields.number("attempts", problem.attempts());
      fields.instant("next_attempt_at", problem.nextAttemptAt());
      Advices.of(state, problem.code()).write(fields);
    };
  }
}
