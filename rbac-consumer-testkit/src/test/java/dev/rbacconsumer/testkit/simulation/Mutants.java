package dev.rbacconsumer.testkit.simulation;

import java.util.List;
import java.util.stream.Stream;

/** Mistakes that one could make in this product, or that what it relies on could make. */
final class Mutants {
  private static final String CORE = "rbac-consumer-core/src/main/java/dev/rbacconsumer/core/";
  private static final String LANE = CORE + "internal/lane/Lane.java";
  private static final String APPLYING = CORE + "internal/lane/Applying.java";
  private static final String OWNERSHIP = CORE + "internal/lane/Ownership.java";
  private static final String INTAKE = CORE + "internal/lane/RecordBuffer.java";
  private static final String WINDOW = CORE + "internal/lane/Window.java";
  private static final String WORK = CORE + "internal/lane/Batch.java";
  private static final String QUEUE = CORE + "record/RecordQueue.java";
  private static final String RECOVERY = CORE + "checkpoint/Recovery.java";
  private static final String PERFORMER = CORE + "delivery/ActionPerformer.java";
  private static final String PORTS = CORE + "delivery/PortCalls.java";
  private static final String DISPATCHER = CORE + "delivery/Dispatcher.java";
  private static final String POSITIONING = CORE + "delivery/Positioning.java";
  private static final String UNREADABLE = CORE + "delivery/UnreadableBatchRetries.java";
  private static final String SETTLEMENT = CORE + "internal/lane/Settlement.java";
  private static final String LOSS_CHECK = CORE + "internal/lane/LossCheck.java";
  private static final String CHANGE = CORE + "tuple/TupleChange.java";
  private static final String KIT = "rbac-consumer-testkit/src/main/java/dev/rbacconsumer/testkit/";
  private static final String STORE = KIT + "relations/store/InMemoryTupleStore.java";
  private static final String MEMBER = KIT + "simulation/cluster/SimulatedConsumer.java";
  private static final String FAULTY = KIT + "simulation/cluster/FaultyPorts.java";
  private static final String GROUP = KIT + "simulation/cluster/Group.java";
  private static final String TOPIC = KIT + "simulation/cluster/Topic.java";

  private static final List<Mutant> OF_LANES =
      List.of(
          new Mutant(
              "commit before apply",
              WINDOW,
              "        : Optional.of(checkpoint(position, Math.max(touched,"
                  + " position.value() + records)));",
              "        : Optional.of(checkpoint(new CommitPosition(Math.max(touched,"
                  + " position.value())), Math.max(touched, position.value() + records)));"),
          new Mutant(
              "no window",
              WINDOW,
              "    return record.offset().value() < permitted"
                  + " && settledBytes + bytesInWork <= permittedBytes;",
              "    return true;"),
          new Mutant(
              "window moved before the commit is acknowledged",
              WINDOW,
              "    long reach = Math.max(bytes, permittedBytes - settledBytes);",
              "    long reach = Math.max(bytes, permittedBytes - settledBytes);"
                  + " permitted = Math.max(permitted, through);"
                  + " permittedBytes = Math.max(permittedBytes, settledBytes + bytes);"),
          new Mutant(
              "mark withdrawn from what was begun",
              WINDOW,
              "    return Math.max(touched, position.value());",
              "    return position.value();"),
          new Mutant(
              "gaps not passed",
              WINDOW,
              "  Optional<Checkpoint> open(@Nullable SourceRecord next) {\n    passGap(next);\n",
              "  Optional<Checkpoint> open(@Nullable SourceRecord next) {\n"),
          new Mutant(
              "no fold after a crash",
              RECOVERY,
              "        .filter(range -> range.end.compareTo(range.from) > 0);",
              "        .filter(range -> false);"),
          new Mutant(
              "fold of what happens to be read first",
              RECOVERY,
              "    return readTo.compareTo(end) >= 0 ||",
              "    return queue.peek() != null || readTo.compareTo(end) >= 0 ||"),
          new Mutant(
              "fold in the wrong order",
              CHANGE,
              "    for (TupleChange change : changes) {",
              "    List<TupleChange> reversed = new java.util.ArrayList<>(changes);"
                  + " java.util.Collections.reverse(reversed);"
                  + " for (TupleChange change : reversed) {"),
          new Mutant(
              "isolation that adds what a later record removes",
              WORK,
              "folds.fold(changes, removingFrom(reach))",
              "folds.fold(changes, List.of())"),
          new Mutant(
              "isolation by single records",
              WORK,
              "    reach = Math.min(split ? 1 : reach, firstBlocking(blocks));",
              "    reach = Math.min(split ? 1 : reach, firstBlocking(blocks));"
                  + " if (reach < entries.size() && first().isUnstored()) {"
                  + " reach = 1; closed = true; return first().change(); }"),
          new Mutant(
              "record lost that does not fit into its batch",
              WORK,
              "    buffer.putBack(entry.record);\n",
              ""),
          new Mutant(
              "record overtaken that does not fit into its batch",
              QUEUE,
              "    records.addFirst(record);",
              "    records.addLast(record);"),
          new Mutant(
              "refused batch applied as if its later records were not there",
              WORK,
              "    return recovery || !entry.waitsUnattempted();",
              "    return recovery || (!split && !entry.waitsUnattempted());"),
          new Mutant(
              "fence not checked by the store",
              STORE,
              "    return List.of(StoreCondition.inForce(fence));",
              "    return List.of();"),
          new Mutant(
              "only the first partition fenced",
              STORE,
              "    return List.of(StoreCondition.inForce(fence));",
              "    return fence.lockId().endsWith(\"/0\")"
                  + " ? List.of(StoreCondition.inForce(fence)) : List.of();"),
          new Mutant(
              "fences of first owners that raced both left in force",
              FAULTY,
              "      deployment.store().tuples().retainLock(fence);\n"
                  + "      deployment.store().fenced(instance, partition, fence);",
              ""),
          new Mutant(
              "retry with the fence that was lost",
              APPLYING,
              "        lost -> List.of(onFenceLost(Optional.of(first.record), lost, now, draw)));",
              "        lost -> List.of(settlement.retry(first, Failure.of(new Outcome.RetryLater("
                  + "\"lost\", lost.message())), null, now, draw)));"),
          new Mutant(
              "fence kept while an unanswered write may still land",
              OWNERSHIP,
              "    return last.offset().value() >= doubtedBelow;",
              "    return false;"),
          new Mutant(
              "position kept when the fence is lost",
              INTAKE,
              "    open = false;\n    queue.clear();",
              "    queue.clear();"),
          new Mutant(
              "queue not cleared when the fence is lost",
              INTAKE,
              "    open = false;\n    queue.clear();",
              "    open = false;"),
          new Mutant(
              "work not dropped when the fence is lost",
              LANE,
              "    work.discard();\n    quarantine.leave();",
              "    quarantine.leave();"),
          new Mutant(
              "failure taken for success",
              APPLYING,
              "        later -> List.of(settlement.retry(first, Failure.of(later), null,"
                  + " now, draw)),",
              "        later -> { whenDone.run(); return settlement.advance(now, draw); },"),
          new Mutant(
              "given up after some failures",
              SETTLEMENT,
              "      case RETRY -> retry(first, failure, violation, now, draw);",
              "      case RETRY -> { if (first.failures() > 2) { settle(first); yield"
                  + " new RecordEvent.Skipped(first.record, failure); } yield retry(first,"
                  + " failure, violation, now, draw); }"),
          new Mutant(
              "commit one too far",
              WINDOW,
              "    settled = entry.record.offset().commitPosition();",
              "    settled = new CommitPosition(entry.record.offset().value() + 2);"),
          new Mutant(
              "dead letter not waited for",
              PERFORMER,
              "    Optional<Outcome.RetryLater> problem = ports.keep(letter);",
              "    Optional<Outcome.RetryLater> problem ="
                  + " ports.keep(letter).filter(it -> false);"),
          new Mutant(
              "records read without bound",
              DISPATCHER,
              "          if (!lane.isPaused() && lane.driver().ask(it -> it.buffer().isFull())) {",
              "          if (!lane.isPaused() && lane.driver().ask(Lane::needsPosition)) {"),
          new Mutant(
              "adds before removals",
              FAULTY,
              "    List<TupleChange> pieces = pieces(change);",
              "    List<TupleChange> pieces = pieces(change);"
                  + " java.util.Collections.reverse(pieces);"),
          new Mutant(
              "commits of expelled members accepted",
              GROUP,
              "        : has(member) && generation == member.generation();",
              "        : true;"),
          new Mutant(
              "loss passed over silently",
              POSITIONING,
              "    if (loss.isEmpty()) {",
              "    if (loss.isPresent()) { begin(lane, check, check.past(loss.get(),"
                  + " start.log().begin()), List.of()); return; }\n    if (loss.isEmpty()) {"),
          new Mutant(
              "loss passed over without a word",
              POSITIONING,
              "    losses.forEach(it -> report(new PartitionEvent.DataLossPassed(partition,"
                  + " it, position)));\n",
              ""),
          new Mutant(
              "loss told one record short",
              POSITIONING,
              "new PartitionEvent.DataLossPassed(partition, it, position)",
              "new PartitionEvent.DataLossPassed(partition, it,"
                  + " new CommitPosition(Math.max(0, position.value() - 1)))"),
          new Mutant(
              "loss not looked for",
              LOSS_CHECK,
              "place.get().compareTo(log.begin()) < 0 && !isFresh()",
              "place.get().value() < 0"),
          new Mutant(
              "position beyond a loss not committed",
              LOSS_CHECK,
              "        Optional.of(position),\n        false,\n        folds",
              "        Optional.of(position),\n        true,\n        folds"),
          new Mutant(
              "client that moves to the first record by itself",
              MEMBER,
              "    reportOutOfRange();\n    reportUnreadable();",
              "    reportUnreadable();"),
          new Mutant(
              "reset overwritten",
              LOSS_CHECK,
              "    Optional<CommitPosition> position = commit.map(Commit::position);",
              "    Optional<CommitPosition> position = commit.filter(it -> ours.isPresent()).map("
                  + "Commit::position);"),
          new Mutant(
              "commit without a membership",
              MEMBER,
              "    return generation() != NO_GENERATION\n"
                  + "        && deployment.time().nanoTime() - lastPollBegan < RECENT_POLL;",
              "    return true;"),
          new Mutant(
              "recovery to the written instead of the readable end",
              RECOVERY,
              "    boolean whole = mark.through().compareTo(log.readable()) < 0;\n"
                  + "    CommitPosition end = whole ? mark.through() : log.readable();",
              "    boolean whole = mark.through().compareTo(log.end()) < 0;\n"
                  + "    CommitPosition end = whole ? mark.through() : log.end();"),
          new Mutant(
              "loss passed over up to the written instead of the readable end",
              POSITIONING,
              "    CommitPosition end = start.log().readable();",
              "    CommitPosition end = start.log().end();"),
          new Mutant(
              "records of open transactions read",
              TOPIC,
              "    return open == null ? end(partition) : open.first();",
              "    return end(partition);"),
          new Mutant(
              "records of aborted transactions read",
              TOPIC,
              "        records(partition).remove(offset);\n",
              ""),
          new Mutant(
              "the wire never says that a call may land later",
              FAULTY,
              "late || deployment.choices().oneIn(2)",
              "deployment.choices().oneIn(2) && false"),
          new Mutant(
              "error of a port ends its lane",
              PORTS,
              "    if (isFatal(thrown)) {",
              "    if (thrown != null) {"),
          new Mutant(
              "doubt of a call that passed is forgotten",
              APPLYING,
              "    if (outcome.mayLandLater()) {",
              "    if (outcome instanceof Outcome.RetryLater && outcome.mayLandLater()) {"),
          new Mutant(
              "a batch that cannot be read is passed over",
              UNREADABLE,
              "        source.seek(Map.of(entry.getKey(), block.position));",
              "        source.seek(Map.of(entry.getKey(),"
                  + " new CommitPosition(block.position.value() + 1)));"),
          new Mutant(
              "a batch that cannot be read is never read again",
              UNREADABLE,
              "      } else if (!block.isRead && now() - block.notBefore >= 0) {",
              "      } else if (!block.isRead && now() - block.notBefore > Long.MAX_VALUE / 2) {"),
          new Mutant(
              "dead letter without an answer counts as kept",
              FAULTY,
              "    return fails\n        ? Optional.of(",
              "    return fails && letter.record() == null\n        ? Optional.of("),
          new Mutant(
              "position set before progress is committed",
              POSITIONING,
              "it -> it.needsPosition() && it.checkpoint().isEmpty()",
              "Lane::needsPosition"),
          new Mutant(
              "acknowledgement of an older commit moves the window",
              WINDOW,
              "    if (durable == null || durable.compareTo(checkpoint.position()) <= 0) {",
              "    if (durable == null || durable.compareTo(checkpoint.position()) != 0) {"));

  static final List<Mutant> ALL =
      Stream.of(
              OF_LANES,
              StoreLossMutants.ALL,
              ProgressMutants.ALL,
              QuarantineMutants.ALL,
              ChainMutants.ALL)
          .flatMap(List::stream)
          .toList();

  private Mutants() {}
}
