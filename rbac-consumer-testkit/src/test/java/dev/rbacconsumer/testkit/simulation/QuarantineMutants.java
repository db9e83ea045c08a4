package dev.rbacconsumer.testkit.simulation;

import java.util.List;

/** Mistakes about records that wait in the quarantine, and about those that come back. */
final class QuarantineMutants {
  private static final String CORE = "rbac-consumer-core/src/main/java/dev/rbacconsumer/core/";
  private static final String CONTROL = CORE + "lane/QuarantineControl.java";
  private static final String READER = CORE + "lane/ReplayReader.java";
  private static final String SETTLEMENT = CORE + "lane/Settlement.java";
  private static final String BATCH = CORE + "lane/Batch.java";
  private static final String LETTERS = CORE + "lane/LetterReplay.java";
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
              "replay counts a waiting record as applied",
              READER,
              "          if (!waiting.holds(record, decoding)) {",
              "          if (true) {"),
          parked(
              "released before the one that it waits behind",
              CONTROL,
              "                .map(entry -> parked.refusal(entry.parked()))",
              "                .map(entry -> parked.refusal(entry.parked()).filter(it -> false))"),
          parked(
              "quarantine opened once, and not under each fence",
              CONTROL,
              "    if (!settings.isOn() || openIn == ownership.tenure()) {",
              "    if (!settings.isOn() || openIn > 0) {"),
          parked(
              "quarantine trusted without another look at the lock",
              CONTROL,
              "    if (!isConfirmed) {",
              "    if (false) {"),
          parked(
              "released record adds what a waiting one has removed",
              LETTERS,
              "    letter.begin(quarantine.removedBehind(parked));",
              "    letter.begin(Set.of());"),
          parked(
              "repeated event of a parked record passed over",
              SETTLEMENT,
              "    forgetRepeats(replaying.underWay());",
              "    replaying.underWay();"),
          parked(
              "waiting record counts as never attempted",
              BATCH,
              "    return recovery || !entry.waitsUnattempted();",
              "    return !entry.isWaiting();"),
          letter(
              "dead letter moves tuples back",
              PROGRESS,
              "    left = TupleChange.fold(List.of(changes.left()), notAdded);",
              "    left = decoding instanceof Decoding.Relations it ? it.event().change()"
                  + " : NOTHING;"),
          letter(
              "dead letter applied while a record is in work",
              LETTERS,
              "    return unread > 0 || !parts.work().isEmpty()\n",
              "    return unread > 0\n"));

  private QuarantineMutants() {}

  private static Mutant parked(String name, String source, String right, String wrong) {
    return new Mutant(name, source, right, wrong, MutantSetup.QUARANTINE);
  }

  private static Mutant letter(String name, String source, String right, String wrong) {
    return new Mutant(name, source, right, wrong, MutantSetup.OPERATORS);
  }
}
