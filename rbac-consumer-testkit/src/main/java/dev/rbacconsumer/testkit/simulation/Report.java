package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.testkit.simulation.history.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the report of a run. */
final class Report {
  /** Most lines of a report that is condensed. */
  static final int MOST_LINES = 40;

  private static final String LIVENESS = "liveness";
  private static final Pattern LINE_BREAK = Pattern.compile("\\R\\s*");

  private Report() {}

  static String of(SimulationRun run) {
    String said = run.violation().map(Violation::toString).orElse("nothing was violated");
    String invariant = run.violation().map(Violation::invariant).orElse("");
    List<String> lines = new ArrayList<>();
    lines.add("seed %d: %s".formatted(run.seed(), said));
    if (run.isForeign()) {
      lines.add("rule: " + rule(invariant));
    }
    lines.add("repeat it with: " + run.repeat());
    lines.add("%d steps, with simulated times:".formatted(run.steps()));
    lines.addAll(steps(run, invariant, MOST_LINES - lines.size()));
    return lines.stream().map(Report::oneLine).collect(Collectors.joining("\n"));
  }

  private static List<String> steps(SimulationRun run, String invariant, int most) {
    if (run.isForeign()) {
      return Condenser.condensed(run.story(), most);
    }
    return invariant.equals(LIVENESS)
        ? Condenser.condensed(withoutPolls(run.trace()), most)
        : run.trace();
  }

  /** Leaves out the polls, which a schedule that does not end consists of. */
  private static List<String> withoutPolls(List<String> trace) {
    return trace.stream().filter(line -> !line.contains(": Polled[")).toList();
  }

  /** Joins the lines of a message that an exception of a store may have. */
  private static String oneLine(String text) {
    return LINE_BREAK.matcher(text).replaceAll(" ");
  }

  /** Returns the meaning of an invariant for the author of a store. */
  private static String rule(String invariant) {
    return switch (invariant) {
      case "fencing" ->
          "the store refuses every write under a fence that a later acquisition has replaced; it"
              + " checks the fence in the transaction of the write, and locks it until the end.";
      case "no resurrection" ->
          "each call stores exactly its change: removed tuples do not come back, and no tuple is"
              + " visible before the removals of the same change.";
      case "order" -> "a change is begun only after all earlier ones are visible in the store.";
      case "no loss" -> "Applied is answered only after the whole change is stored.";
      case "final state" ->
          "at the end, the store holds what the records say, each applied once and in order.";
      case LIVENESS ->
          "once nothing fails any more, every change is applied: the store accepts a fence that"
              + " it has just issued.";
      default -> "no step may end with an exception, or contradict the records and commits.";
    };
  }
}
