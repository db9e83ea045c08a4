package dev.rbacconsumer.launcher.status;

import dev.rbacconsumer.core.status.RetryStatus;
import dev.rbacconsumer.core.status.WitnessStatus;
import java.io.IOException;

/** Writes the JSON status fields of the replay, the store mark and the repeated events. */
final class WitnessFields {
  private WitnessFields() {}

  static void write(WitnessStatus status, FieldWriter fields) throws IOException {
    fields.object(
        "replay",
        status.replay(),
        it -> {
          fields.number("offsets_left", it.offsetsLeft());
          fields.object("problem", it.problem(), problem -> retry(problem, Advice.REPLAY, fields));
        });
    fields.object("mark_problem", status.markProblem(), it -> retry(it, Advice.MARK, fields));
    fields.object(
        "repeated_events",
        status.repeated(),
        it -> {
          fields.number("count", it.count());
          fields.number("last_offset", it.lastOffset().value());
          fields.instant("last_at", it.lastAt());
        });
  }

  private static void retry(RetryStatus problem, Advice advice, FieldWriter fields)
      throws IOException {
    fields.text("code", problem.code());
    fields.text("reason", problem.message());
    fields.instant("since", problem.since());
    fields.number("attempts", problem.attempts());
    fields.instant("next_attempt_at", problem.nextAttemptAt());
    fields.advice(advice);
  }
}
