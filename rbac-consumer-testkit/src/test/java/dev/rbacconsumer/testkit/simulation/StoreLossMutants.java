package dev.rbacconsumer.testkit.simulation;

import java.util.List;

/** Mistakes about what log, commits and store say together, and about reading records again. */
final class StoreLossMutants {
  private static final String CORE = "rbac-consumer-core/src/main/java/dev/rbacconsumer/core/";
  private static final String MARKING = CORE + "internal/lane/StoreMarking.java";
  private static final String LOSS_CHECK = CORE + "internal/lane/LossCheck.java";
  private static final String REPLAY = CORE + "internal/lane/Replay.java";
  private static final String REPLAY_READER = CORE + "internal/lane/ReplayReader.java";
  private static final String SETTLEMENT = CORE + "internal/lane/Settlement.java";
  private static final String MARK = CORE + "outcome/StoreMark.java";
  private static final String REPEATED_EVENTS = CORE + "internal/lane/RepeatedEvents.java";
  private static final String RECENT = CORE + "replay/RecentEvents.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "mark written before the commit that goes back",
              MARKING,
              "    boolean afterCommit = beginning.position().isPresent() && !beginning.isDurable"
                  + "();",
              "    boolean afterCommit = false;"),
          new Mutant(
              "mark of what was settled under an earlier fence", MARKING, "        && begun\n", ""),
          new Mutant(
              "commit relies on a mark that is still being written",
              MARKING,
              "    return keepsMarks ? seen : Optional.empty();",
              "    StoreMark next = writing;\n    return keepsMarks ? (next == null ?"
                  + " seen : next.seen()) : Optional.empty();"),
          new Mutant(
              "mark that a commit relied on forgotten when the fence is lost",
              MARKING,
              "    marked = false;\n",
              "    marked = false; seen = Optional.empty();\n"),
          new Mutant(
              "one mark for all partitions",
              MARK,
              "    return lockId + \"/seen\";",
              "    return lockId.substring(0, lockId.indexOf('/')) + \"/seen\";"),
          new Mutant(
              "mark not compared before it is replaced",
              MARKING,
              "    return new LaneAction.WriteMark(expected, mark, fence);",
              "    return new LaneAction.WriteMark(Optional.empty(), mark, fence);"),
          new Mutant(
              "empty store not noticed while the lock is held",
              LOSS_CHECK,
              "    if (seen.isEmpty()) {\n",
              "    if (seen.isEmpty() && memory.lock() == StoreMemory.Lock.HELD) {\n "
                  + "     return Optional.empty();\n    }\n    if (seen.isEmpty()) {\n"),
          new Mutant(
              "restored store not noticed",
              LOSS_CHECK,
              "    return seen.get().compareTo(relied.get()) < 0\n",
              "    return seen.get().value() < 0\n"),
          new Mutant(
              "another log not noticed by the mark of the store",
              LOSS_CHECK,
              "    return logOfStore().or(() -> logBefore);",
              "    return logBefore;"),
          new Mutant(
              "commits lost and read again step by step",
              LOSS_CHECK,
              "    Optional<ReplayRange> replay = lastWord(ReplayRange.of(position, log.readable("
                  + ")));",
              "    Optional<ReplayRange> replay = loss.kind() == DataLoss.Kind.COMMITS_LOST\n"
                  + "        ? Optional.empty() : lastWord(ReplayRange.of(position,"
                  + " log.readable()));"),
          new Mutant(
              "position of an operator read step by step",
              LOSS_CHECK,
              "    return ours.isEmpty() || seen.filter(",
              "    return ours.isPresent() && seen.filter("),
          new Mutant(
              "replay to the written instead of the readable end",
              LOSS_CHECK,
              "    return isSeenBeyond() ? lastWord(ReplayRange.of(from, log.readable()))",
              "    return isSeenBeyond() ? lastWord(ReplayRange.of(from, log.end()))"),
          new Mutant(
              "last word by the first pass alone where a record is set aside",
              SETTLEMENT,
              "    search(first, underWay, Objects.requireNonNull(first.change()));",
              "    settle(first);"),
          new Mutant(
              "removals not noted in the first pass",
              REPLAY,
              "      for (RelationTuple tuple : change.removals()) {\n        table().note(tuple,"
                  + " record.offset());\n      }\n",
              ""),
          new Mutant(
              "every operation of a replay applied",
              REPLAY_READER,
              "        entry.narrow(underWay.lastWords(entry.record, change));",
              ""),
          new Mutant(
              "content of repeated events ignored",
              RECENT,
              "    if (!content.equals(event.content())) {\n      giveUp();\n      return"
                  + " Repetition.ID_REUSED;\n    }\n    if (!complete",
              "    if (!complete"),
          new Mutant("repeated events applied", REPEATED_EVENTS, "          entry.repeated();", ""),
          new Mutant(
              "decoding of a record that is only read taken for that of the record in work",
              CORE + "internal/lane/RecordResults.java",
              "    return entry != null && entry.record == record;",
              "    return true;"),
          new Mutant(
              "repetition of a record that was set aside passed over",
              SETTLEMENT,
              "    repeats.setAside();\n",
              ""));

  private StoreLossMutants() {}
}
