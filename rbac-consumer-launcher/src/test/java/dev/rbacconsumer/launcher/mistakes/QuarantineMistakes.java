package dev.rbacconsumer.launcher.mistakes;

import java.util.List;

/** Mistakes about parked records and replays of dead letters. */
final class QuarantineMistakes {
  private static final String TESTKIT = "rbac-consumer-testkit";
  private static final String CORE_SOURCES =
      "rbac-consumer-core/src/main/java/dev/rbacconsumer/core/";

  static final List<PlantedMistake> ALL =
      List.of(
          new PlantedMistake(
              "a parked record is released before the one that it waits behind",
              CORE_SOURCES + "quarantine/ParkedRecords.java",
              "firstBefore(it.getKey(), it.getValue().footprint()).map(ReleaseRefusal::behind)",
              "Optional.<ReleaseRefusal>empty()",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.world.QuarantineTest")),
          new PlantedMistake(
              "a released record adds what a waiting one has removed",
              CORE_SOURCES + "internal/lane/LetterReplay.java",
              "    letter.begin(quarantine.removedBehind(parked));",
              "    letter.begin(Set.of());",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.world.QuarantineDoubtTest")),
          new PlantedMistake(
              "the quarantine is trusted without another look at the lock",
              CORE_SOURCES + "internal/lane/QuarantineControl.java",
              "    if (!isConfirmed) {",
              "    if (false) {",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.world.QuarantineTest")),
          new PlantedMistake(
              "a repeated event of a parked record is passed over",
              CORE_SOURCES + "internal/lane/Settlement.java",
              "    forgetRepeats(replaying.underWay());",
              "    replaying.underWay();",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.world.QuarantineDoubtTest")),
          new PlantedMistake(
              "a dead letter is applied while a record is in work",
              CORE_SOURCES + "internal/lane/LetterReplay.java",
              "    return unread > 0 || !parts.work().isEmpty()\n",
              "    return unread > 0\n",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.world.LetterReplayTest")));

  private QuarantineMistakes() {}
}
