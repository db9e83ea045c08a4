package dev.rbacconsumer.launcher.mistakes;

import java.util.List;

/** Mistakes about changes that follow one another in one call of the sink. */
final class ChainMistakes {
  private static final String CORE = "rbac-consumer-core";
  private static final String TESTKIT = "rbac-consumer-testkit";
  private static final String DELIVERY = CORE + "/src/main/java/dev/rbacconsumer/core/delivery/";
  private static final String WRITE =
      "rbac-consumer-relations-grpc/src/main/java/dev/rbacconsumer/relations/internal/write/";
  private static final String FAILURES = "dev.rbacconsumer.testkit.world.ApplyChainFailuresTest";
  private static final String LISTENERS = "dev.rbacconsumer.testkit.world.ApplyChainListenersTest";
  private static final String SEQUENCE = "dev.rbacconsumer.testkit.relations.ChangeSequenceTest";

  private static final String SEQUENCE_FAILURES =
      "dev.rbacconsumer.testkit.relations.ChangeSequenceFailuresTest";

  static final List<PlantedMistake> ALL =
      List.of(
          new PlantedMistake(
              "the next change is asked for after a failure",
              WRITE + "ChangeSequence.java",
              "applied != null && outcome.isPresent()) {\n"
                  + "      Optional<Attempt> next = following.next(applied, outcome.get());",
              "applied != null) {\n"
                  + "      Optional<Attempt> next = following.next(applied,"
                  + " outcome.orElse(new Outcome.Applied(Optional.empty())));",
              TESTKIT,
              List.of(SEQUENCE_FAILURES)),
          new PlantedMistake(
              "a call ends while the next change is asked for",
              WRITE + "ChangeSequence.java",
              "    serial.execute(\n        () -> {\n          over = true;",
              "    ((Executor) Runnable::run).execute(\n        () -> {\n          over = true;",
              TESTKIT,
              List.of(SEQUENCE_FAILURES)),
          new PlantedMistake(
              "the next change begins before the last removal is answered",
              WRITE + "ChangeWriter.java",
              "    if (calls.inFlight() == 0) {",
              "    if (calls.inFlight() <= 1) {",
              TESTKIT,
              List.of(SEQUENCE)),
          new PlantedMistake(
              "an exception on a thread of gRPC does not reach the caller",
              WRITE + "ChangeSequence.java",
              "      rethrow();\n",
              "",
              TESTKIT,
              List.of(SEQUENCE_FAILURES)),
          new PlantedMistake(
              "a chain goes on although a listener may block",
              DELIVERY + "ApplyChain.java",
              "      if (applier.mayChain()) {",
              "      if (!closed) {",
              TESTKIT,
              List.of(LISTENERS)),
          new PlantedMistake(
              "a chain begins although a listener may block",
              DELIVERY + "ActionPerformer.java",
              "    if (!applier.mayChain()) {",
              "    if (action == null) {",
              TESTKIT,
              List.of(LISTENERS)),
          new PlantedMistake(
              "a defect in a chain is reported with the first record",
              DELIVERY + "PortCalls.java",
              "    return call(\n        \"relation sink\",\n"
                  + "        () -> Optional.of(chain.current().first().record()),",
              "    Optional<SourceRecord> first = Optional.of(chain.current().first().record());\n"
                  + "    return call(\n        \"relation sink\",\n        () -> first,",
              TESTKIT,
              List.of(FAILURES)),
          new PlantedMistake(
              "an answer in a chain is reported outside of the scope of its record",
              DELIVERY + "LaneDriver.java",
              "    within(() -> report(performance.result()));",
              "    report(performance.result());",
              TESTKIT,
              List.of(LISTENERS)),
          new PlantedMistake(
              "an answer that a chain leaves to the lane is in the scope of the first record",
              DELIVERY + "ActionPerformer.java",
              "current.equals(action) ? answer.result() : driver.result(answer)",
              "answer.result()",
              TESTKIT,
              List.of(LISTENERS)),
          new PlantedMistake(
              "an answer of a chain is reported again by the lane",
              DELIVERY + "ActionPerformer.java",
              "    if (isReported) {",
              "    if (isReported && action == null) {",
              TESTKIT,
              List.of("dev.rbacconsumer.testkit.world.ApplyChainTest")),
          new PlantedMistake(
              "an answer that a chain leaves to the lane is dropped",
              DELIVERY + "ActionPerformer.java",
              "    if (isReported) {",
              "    if (isReported || last instanceof Outcome.Applied) {",
              TESTKIT,
              List.of(LISTENERS)),
          new PlantedMistake(
              "what a chain has left begins although the lane is to end",
              DELIVERY + "LaneDriver.java",
              "left == null || endRequested || defect != null ?",
              "left == null ?",
              TESTKIT,
              List.of(FAILURES)),
          new PlantedMistake(
              "an error of the decoder before the turn of a record fails the change in flight",
              DELIVERY + "DecodeAhead.java",
              "instanceof Error error && FatalErrors.isFatal(error)) {",
              "instanceof Error error && !error.toString().isEmpty()) {",
              TESTKIT,
              List.of(FAILURES)),
          new PlantedMistake(
              "a record gets the decoding of another one at its offset",
              DELIVERY + "DecodeAhead.java",
              "      return record == other;",
              "      return record.offset().equals(other.offset());",
              CORE,
              List.of("dev.rbacconsumer.core.delivery.DecodeAheadTest")),
          new PlantedMistake(
              "an event is not reported in a chain",
              DELIVERY + "ChangeApplier.java",
              "      context.appliedNotifier().notifyAtOnce(records, outcome.token());\n",
              "",
              TESTKIT,
              List.of(LISTENERS)));

  private ChainMistakes() {}
}
