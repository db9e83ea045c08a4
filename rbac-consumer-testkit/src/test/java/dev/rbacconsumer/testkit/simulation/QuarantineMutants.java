package dev.rbacconsumer.testkit.simulation;

import java.util.List;

/** Mistakes about records that wait in the quarantine, and about those that come back. */
final class QuarantineMutants {
  private static final String CORE = "rbac-consumer-core/src/main/java/dev/rbacconsumer/core/";
  private static final String CONTROL = CORE + "internal/lane/QuarantineControl.java";
  private static final String PROGRESS = CORE + "letter/LetterProgress.java";

  static final List<Mutant> ALL =
      List.of(
          parked(
              "record overtakes a parked one",
              CONTROL,
              "      behindOf(entry).ifPresent(entry::waitBehind);",
              "      behindOf(entry).filter(it -> false).ifPresent(entry::waitBehind);"),
          parked(
              "records in work overtake the one that fails",
              CONTROL,
              "        behindOf(behind).ifPresent(behind::waitBehindAfterAttempt);",
              "        behindOf(behind).filter(it -> false)"
                  + ".ifPresent(behind::waitBehindAfterAttempt);"),
          parked(
              "quarantine opened once, and not under each fence",
              CONTROL,
              "    if (!settings.isOn() || openIn == ownership.tenure()) {",
              "    if (!settings.isOn() || openIn > 0) {"),
          letter(
              "dead letter moves tuples back",
              PROGRESS,
              "    left = TupleChange.fold(List.of(changes.left()), notAdded);",
              "    left = decoding instanceof Decoding.Relations it ? it.event().change()"
                  + " : NOTHING;"));

  private QuarantineMutants() {}

  private static Mutant parked(String name, String source, String right, String wrong) {
    return new Mutant(name, source, right, wrong, MutantSetup.QUARANTINE);
  }

  private static Mutant letter(String name, String source, String right, String wrong) {
    return new Mutant(name, source, right, wrong, MutantSetup.OPERATORS);
  }
}
