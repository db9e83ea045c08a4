package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.event.PlannedAction;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.status.PlanStatus;
import java.io.IOException;

/** Writes the findings of a dry run in one partition. */
final class PlanFields {
  private PlanFields() {}

  static void write(PlanStatus plan, FieldWriter fields) throws IOException {
    fields.number("read_to", plan.readTo().map(CommitPosition::value));
    for (PlannedAction action : PlannedAction.values()) {
      fields.number(action.label(), plan.records().getOrDefault(action, 0L));
    }
    fields.objectOrNull("first_problem", plan.firstProblem(), PlanFields::problem);
  }

  private static void problem(PlanStatus.PlannedProblem problem, FieldWriter fields)
      throws IOException {
    fields.number("offset", problem.offset().value());
    fields.text("action", problem.action().label());
    fields.text("class", problem.failure().kind().label());
    fields.text("code", problem.failure().reason());
    fields.text("reason", problem.failure().message());
    fields.instant("at", problem.at());
  }
}
