package dev.rbacconsumer.launcher.mistakes;

import java.util.List;
import java.util.stream.Stream;

/** Mistakes in code that the simulation does not run, or whose effect it does not see. */
final class PlantedMistakes {
  private static final String KAFKA = "rbac-consumer-kafka-adapter";
  private static final String RELATIONS = "rbac-consumer-relations-grpc";
  private static final String LAUNCHER = "rbac-consumer-launcher";
  private static final String TESTKIT = "rbac-consumer-testkit";
  private static final String SOURCES = "/src/main/java/dev/rbacconsumer/";
  private static final String CORE = "rbac-consumer-core";
  private static final String CORE_SOURCES = CORE + SOURCES + "core/";
  private static final String KAFKA_SOURCES = KAFKA + SOURCES + "kafka/";
  private static final String RELATIONS_SOURCES = RELATIONS + SOURCES + "relations/";
  private static final String LAUNCHER_SOURCES = LAUNCHER + SOURCES + "launcher/";

  private static final List<PlantedMistake> MAIN =
      List.of(
          new PlantedMistake(
              "a dead letter that is not acknowledged in time counts as kept",
              KAFKA_SOURCES + "client/KafkaDeadLetters.java",
              "    } catch (TimeoutException | KafkaException | IllegalStateException thrown) {",
              "    } catch (TimeoutException late) {\n      return Optional.empty();\n"
                  + "    } catch (KafkaException | IllegalStateException thrown) {",
              KAFKA,
              List.of("dev.rbacconsumer.kafka.client.UnwrittenDeadLettersTest")),
          new PlantedMistake(
              "dead letters are written without waiting for all replicas",
              KAFKA_SOURCES + "client/KafkaDeadLetters.java",
              "ProducerConfig.ACKS_CONFIG, \"all\"",
              "ProducerConfig.ACKS_CONFIG, \"0\"",
              KAFKA,
              List.of("dev.rbacconsumer.kafka.client.KafkaPropertiesTest")),
          new PlantedMistake(
              "a commit that the group refuses ends the process",
              KAFKA_SOURCES + "KafkaErrors.java",
              "            || thrown instanceof UnsupportedVersionException",
              "            || thrown instanceof"
                  + " org.apache.kafka.clients.consumer.CommitFailedException\n"
                  + "            || thrown instanceof UnsupportedVersionException",
              KAFKA,
              List.of("dev.rbacconsumer.kafka.KafkaErrorsTest")),
          new PlantedMistake(
              "the process ends with 0 after a failure",
              LAUNCHER_SOURCES + "runtime/GracefulRun.java",
              "      log.error(\"The consumer failed\", thrown);\n      return ExitCode.FAILURE;",
              "      log.error(\"The consumer failed\", thrown);\n      return ExitCode.OK;",
              LAUNCHER,
              List.of("dev.rbacconsumer.launcher.runtime.GracefulRunTest")),
          new PlantedMistake(
              "a commit after a pause of the process",
              KAFKA_SOURCES + "MembershipGuard.java",
              "    return now - pollBegan <= limit && now - certainFrom >= 0",
              "    return now - certainFrom >= 0",
              KAFKA,
              List.of(
                  "dev.rbacconsumer.kafka.MembershipGuardTest",
                  "dev.rbacconsumer.kafka.KafkaMessageSourceTest")),
          new PlantedMistake(
              "a commit right after the first poll behind a pause",
              KAFKA_SOURCES + "MembershipGuard.java",
              "      certainFrom = now + limit;",
              "      certainFrom = now;",
              KAFKA,
              List.of("dev.rbacconsumer.kafka.MembershipGuardTest")),
          new PlantedMistake(
              "a commit without an epoch",
              KAFKA_SOURCES + "MembershipGuard.java",
              " && epoch.getAsInt() > 0;",
              " && epoch.getAsInt() > -9;",
              KAFKA,
              List.of("dev.rbacconsumer.kafka.MembershipGuardTest")),
          new PlantedMistake(
              "no call is ever in doubt",
              RELATIONS_SOURCES + "internal/call/WireTrace.java",
              "      return sent && !isAnswered(succeeded);",
              "      return sent && isAnswered(succeeded) && false;",
              RELATIONS,
              List.of("dev.rbacconsumer.relations.internal.call.WireTraceTest")),
          new PlantedMistake(
              "trailers of a proxy count as an answer of the store",
              RELATIONS_SOURCES + "internal/call/WireTrace.java",
              "succeeded : StoreError.of(status, received).isRefusal();",
              "succeeded : received != null;",
              RELATIONS,
              List.of("dev.rbacconsumer.relations.internal.call.WireTraceTest")),
          new PlantedMistake(
              "abandoned calls are not cancelled",
              RELATIONS_SOURCES + "internal/call/CallGroup.java",
              "      call.giveUp(Status.CANCELLED.withDescription(\"the attempt was abandoned\"));",
              "      call.answer();",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.relations.CallsInDoubtTest")),
          new PlantedMistake(
              "a lock is read as it may have been before",
              RELATIONS_SOURCES + "internal/dialect/FreshRead.java",
              "dialect.lockSubjects(id, WriteReceipt.tokenOf(probe))",
              "dialect.lockSubjects(id, \"\")",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.relations.KesselRelationsContractTest")),
          new PlantedMistake(
              "a store whose lock is free is not marked before the lock is taken",
              RELATIONS_SOURCES + "internal/dialect/KesselDialect.java",
              "    if (held.ids().isEmpty()) {",
              "    if (held.ids().size() > MOST_TOKENS) {",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.relations.GrpcMarksTest")),
          new PlantedMistake(
              "marks are read before the owner of a stray token is stopped",
              RELATIONS_SOURCES + "internal/write/LockAcquisition.java",
              "acquired(before, dialect.lockSubjects(marksId, removedAt).make(calls));",
              "acquired(before, marks);",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.relations.GrpcMarksTest")),
          new PlantedMistake(
              "a lost lock is always one that was taken",
              RELATIONS_SOURCES + "internal/write/FenceLossDiagnosis.java",
              "lock.ids().isEmpty() ? FenceLoss.GONE : FenceLoss.TAKEN;",
              "FenceLoss.TAKEN;",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.relations.GrpcMarksTest")),
          new PlantedMistake(
              "marks are written without the fence",
              RELATIONS_SOURCES + "internal/write/MarkWriter.java",
              "    this.sent = fence.isFenced() ? fence : null;",
              "    this.sent = null;",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.relations.KesselRelationsContractTest")),
          new PlantedMistake(
              "a mark is written although the one before is gone",
              RELATIONS_SOURCES + "internal/write/MarkWriter.java",
              "    if (replacement.setBack()) {",
              "    if (replacement.setBack() && fence.lockId().isEmpty()) {",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.relations.GrpcMarksTest")),
          new PlantedMistake(
              "a commit made before a recovery forgets its range",
              CORE_SOURCES + "internal/lane/Window.java",
              "              touched = range.end().value();",
              "",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.WindowTest")),
          new PlantedMistake(
              "a commit made before reading began elsewhere permits records",
              CORE_SOURCES + "internal/lane/Window.java",
              "    if (checkpoint.beginning() != beginnings) {",
              "    if (checkpoint.beginning() < 0) {",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.WindowTest")),
          new PlantedMistake(
              "a mark in a replay does not say where that began",
              CORE_SOURCES + "internal/lane/StoreMarking.java",
              "        .map(mark::inReplayFrom)",
              "        .map(from -> mark)",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.StoreMarkingTest")),
          new PlantedMistake(
              "a mark stays where older states return",
              CORE_SOURCES + "internal/lane/LossCheck.java",
              "    return mode == ReplayMode.STEP_BY_STEP && replay.isEmpty();",
              "    return mode == ReplayMode.STEP_BY_STEP && replay.isPresent();",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.LossCheckTest")),
          new PlantedMistake(
              "a position out of the log is forgotten where reading goes on",
              CORE_SOURCES + "internal/lane/RecordBuffer.java",
              "    if (outOfRange) {\n      reportOutOfRange();\n    }\n",
              "    outOfRange = false;\n",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.RecordBufferTest")),
          new PlantedMistake(
              "a poll may wait longer than it proves membership",
              KAFKA_SOURCES + "MembershipGuard.java",
              "    return Duration.ofNanos(limit / 2);",
              "    return Duration.ofNanos(limit * 100);",
              KAFKA,
              List.of("dev.rbacconsumer.kafka.KafkaMessageSourceTest")),
          new PlantedMistake(
              "the body of a request has no bound",
              LAUNCHER_SOURCES + "admin/RequestReader.java",
              "      if (head.bodyBytes() > MAX_BODY_BYTES) {",
              "      if (head.bodyBytes() < 0) {",
              LAUNCHER,
              List.of("dev.rbacconsumer.launcher.admin.RequestReaderTest")),
          new PlantedMistake(
              "an error of a port ends its lane",
              CORE_SOURCES + "delivery/PortCalls.java",
              "    if (isFatal(thrown)) {",
              "    if (thrown != null) {",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.world.UnexpectedErrorsTest")),
          new PlantedMistake(
              "a position is set before progress is committed",
              CORE_SOURCES + "delivery/Positioning.java",
              "it -> it.needsPosition() && it.checkpoint().isEmpty()",
              "Lane::needsPosition",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.world.DataLossTest")),
          new PlantedMistake(
              "the calls of lanes are answered before the source is read",
              CORE_SOURCES + "delivery/Dispatcher.java",
              """
                    List<SourceRecord> records = source.poll(pollTimeout());
                    // Nothing may come between: the source has given these away.
                    route(records);
                    assigned.values().forEach(lane -> lane.driver().update(\
              Lane::sourceThreadVisited));
              """,
              """
                    assigned.values().forEach(lane -> lane.driver().update(\
              Lane::sourceThreadVisited));
                    List<SourceRecord> records = source.poll(pollTimeout());
                    route(records);
              """,
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.world.WakeTest")),
          new PlantedMistake(
              "of several attempts in doubt the longest counts",
              CORE_SOURCES + "internal/lane/Ownership.java",
              "    doubtedBelow = Math.min(doubtedBelow, last.offset().commitPosition().value());",
              "    doubtedBelow = Math.max(doubtedBelow == Long.MAX_VALUE ? 0 : doubtedBelow,"
                  + " last.offset().commitPosition().value());",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.LaneDoubtTest")),
          new PlantedMistake(
              "a position is kept when the fence is renewed",
              CORE_SOURCES + "internal/lane/Applying.java",
              "      leavePosition.run();\n      return ownership.renew(now);",
              "      return ownership.renew(now);",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.LaneDoubtTest")),
          new PlantedMistake(
              "a commit forgets what has yet to be recovered",
              CORE_SOURCES + "internal/lane/LaneCommits.java",
              "    return buffer.isCollecting() || marking.isOwed() || replaying.isFirst()",
              "    return marking.isOwed() || replaying.isFirst()",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.LaneRangeTest")),
          new PlantedMistake(
              "doubt of a part is kept for the whole",
              CORE_SOURCES + "internal/lane/Applying.java",
              "ownership.doubt(work.lastCovered())",
              "ownership.doubt(work.last().record)",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.LaneDoubtTest")),
          new PlantedMistake(
              "a replay is forgotten when the fence is lost",
              CORE_SOURCES + "internal/lane/ReplayReader.java",
              "    unfinished = left;\n",
              "",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.ReplayReaderTest")),
          new PlantedMistake(
              "commits do not name the replay under way",
              CORE_SOURCES + "internal/lane/LaneCommits.java",
              "replaying.underWay(it.position())",
              "Optional.empty()",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.world.ReplayTest")),
          new PlantedMistake(
              "a replay under way is not resumed",
              CORE_SOURCES + "internal/lane/LossCheck.java",
              "    Optional<ReplayRange> underWay = ours.flatMap(CommitMetadata::replay);",
              "    Optional<ReplayRange> underWay = Optional.empty();",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.LossCheckTest")),
          new PlantedMistake(
              "a removal in a replay is left to a record behind its range",
              CORE_SOURCES + "internal/lane/PredecessorSearch.java",
              "if (word.present && removedLater.contains(tuple)) {",
              "if (removedLater.contains(tuple)) {",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.world.ReplayTest")),
          new PlantedMistake(
              "progress that was left counts for any change",
              CORE_SOURCES + "change/RemovalProgress.java",
              "\n        && fences.stream().anyMatch(fence ->"
                  + " digest.equals(ChangeDigest.of(change, fence)));",
              ";",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.LaneStepsTest")),
          new PlantedMistake(
              "progress that was left counts under any fence",
              CORE_SOURCES + "replay/ChangeDigest.java",
              "    sha256.add(fence.token());\n",
              "",
              CORE,
              List.of("dev.rbacconsumer.core.change.ChangeProgressTest")),
          new PlantedMistake(
              "a commit of progress lets the lane apply further than it says",
              CORE_SOURCES + "internal/lane/Window.java",
              "    permitted = Math.min(permitted, through);\n",
              "",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.LaneStepsTest")),
          new PlantedMistake(
              "a commit of progress does not say how far the change reaches",
              CORE_SOURCES + "internal/lane/LaneCommits.java",
              "annotated(window.pin(next))",
              "annotated(window.open(next))",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.LaneStepsTest")),
          new PlantedMistake(
              "progress is kept where the store has lost something",
              CORE_SOURCES + "internal/lane/LossCheck.java",
              "        agreed.recovery().map(Recovery::fromTheFirstTuple),",
              "        agreed.recovery(),",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.LossCheckTest")),
          new PlantedMistake(
              "progress is kept beside another change in doubt",
              CORE_SOURCES + "change/ChangeProgress.java",
              "confirmed = isOtherDoubted ? 0 : confirmed + tuples;",
              "confirmed += tuples;",
              CORE,
              List.of("dev.rbacconsumer.core.change.ChangeProgressTest")),
          new PlantedMistake(
              "the time of an attempt is not counted from its last progress",
              RELATIONS_SOURCES + "GrpcRelationSink.java",
              "            calls.renew();\n",
              "",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.relations.SlowStoreTest")),
          new PlantedMistake(
              "the token of a removal beside others counts as the newest",
              RELATIONS_SOURCES + "internal/write/ChangeWriter.java",
              "      isOrderUnknown = last && calls.inFlight() > 0;\n",
              "",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.relations.GrpcRelationSinkTest")),
          new PlantedMistake(
              "the last removal waits for no other though its token is wanted",
              RELATIONS_SOURCES + "internal/write/ChangeWriter.java",
              "isLastOfAll && wantsToken) ?",
              "isLastOfAll && !wantsToken) ?",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.relations.GrpcRelationSinkTest")),
          new PlantedMistake(
              "the token of an earlier write counts for a later one without a token",
              RELATIONS_SOURCES + "internal/write/ChangeWriter.java",
              "        lastToken = receipt.consistencyToken();",
              "        lastToken += receipt.consistencyToken();",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.relations.SparseTokensTest")),
          new PlantedMistake(
              "partitions are asked for before the store has answered",
              LAUNCHER_SOURCES + "delivery/DeliveryService.java",
              "      store.get().await();\n",
              "",
              LAUNCHER,
              List.of("dev.rbacconsumer.launcher.delivery.DeliveryServiceTest")),
          new PlantedMistake(
              "a record that does not fit into its batch remembers its own event",
              CORE_SOURCES + "internal/lane/RecordResults.java",
              "parts.buffer())) {\n      return List.of();",
              "parts.buffer())) {\n      return parts.replaying().compare(entry);",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.world.AutoBatchTest")),
          new PlantedMistake(
              "a step that the store does not answer is never made smaller",
              CORE_SOURCES + "internal/lane/Applying.java",
              "        progress.unanswered(part);",
              "        progress.failed(0);",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.LaneAutoBatchTest")),
          new PlantedMistake(
              "a record that waits after an attempt counts as never attempted",
              CORE_SOURCES + "internal/lane/Batch.java",
              "    return recovery || !entry.waitsUnattempted();",
              "    return !entry.isWaiting();",
              CORE,
              List.of("dev.rbacconsumer.core.internal.lane.BatchTest")));

  static final List<PlantedMistake> ALL =
      Stream.of(MAIN, QuarantineMistakes.ALL, ChainMistakes.ALL).flatMap(List::stream).toList();

  private PlantedMistakes() {}
}
