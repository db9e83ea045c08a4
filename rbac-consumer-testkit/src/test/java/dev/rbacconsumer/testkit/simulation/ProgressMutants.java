package dev.rbacconsumer.testkit.simulation;

import java.util.List;

/** Mistakes about large changes, which are applied in steps. */
final class ProgressMutants {
  private static final String CORE = "rbac-consumer-core/src/main/java/dev/rbacconsumer/core/";
  private static final String PROGRESS = CORE + "change/ChangeProgress.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "progress of a record counts for the next one",
              PROGRESS,
              "  public void settled() {\n    forget();",
              "  public void settled() {"),
          new Mutant(
              "inherited progress counts for every equal change",
              PROGRESS,
              "    inherited = Optional.empty();\n    whole = null;",
              "    whole = null;"),
          new Mutant(
              "first step ends the change",
              PROGRESS,
              "    return change == null || confirmed + part.size() >= change.size();",
              "    return true;"),
          new Mutant(
              "one tuple too many counts as confirmed",
              PROGRESS,
              "    confirmed += tuples;",
              "    confirmed += tuples + 1;"));

  private ProgressMutants() {}
}
