package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.DeliveryStoppedException;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each policy does with each class of records that fail for a reason of their own. */
class PolicyTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Outcome REJECTED = new Outcome.Rejected("unknown_definition", "no type");

  private final ScriptedSink sink = new ScriptedSink();
  private final List<DeadLetter> letters = new ArrayList<>();
  private final Queue<Outcome.RetryLater> letterProblems = new ArrayDeque<>();

  @ParameterizedTest
  @CsvSource({
    "{, malformed malformed_json",
    "?, invalid not_debezium_format",
    "bad, rejected unknown_definition"
  })
  void retryBlocksThePartition(String value, String failure) {
    DeliveryWorld world = worldWith(value, FailurePolicy.RETRY);

    world.runFor(ofSeconds(5));

    assertThat(fromFirstRecord(world))
        .containsExactlyInAnyOrder(
            "0s committed p0 0",
            "0s " + failure + " p0@0",
            "0s committed p0 0",
            "1s " + failure + " p0@0",
            "1s committed p0 0",
            "3s " + failure + " p0@0",
            "3s committed p0 0");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(0));
    assertThat(sink.applied).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"{", "?", "bad"})
  void skipGoesOnWithTheNextRecord(String value) {
    DeliveryWorld world = worldWith(value, FailurePolicy.SKIP);

    world.runFor(ofSeconds(5));

    assertThat(fromFirstRecord(world)).contains("0s skipped p0@0", "0s applied p0@1");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(2));
    assertThat(letters).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"{, malformed", "?, invalid", "bad, rejected"})
  void deadLetterIsKeptBeforeTheRecordCountsAsSettled(String value, String kind) {
    letterProblems.add(new Outcome.RetryLater("dead_letter_unavailable", "no broker"));
    DeliveryWorld world = worldWith(value, FailurePolicy.DEAD_LETTER);

    world.runFor(ofSeconds(5));

    assertThat(fromFirstRecord(world))
        .containsSubsequence(
            "0s transient dead_letter_unavailable p0@0",
            "1s dead-lettered p0@0",
            "1s committed p0 1",
            "1s applied p0@1");
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).failure().kind().label()).isEqualTo(kind);
    assertThat(letters.get(0).at()).isEqualTo(world.time().now().minus(ofSeconds(4)));
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(2));
  }

  @ParameterizedTest
  @CsvSource({"{", "?", "bad"})
  void stopEndsTheInstanceAndLeavesTheRecordForTheNextRun(String value) {
    DeliveryWorld world = worldWith(value, FailurePolicy.STOP);

    assertThatThrownBy(() -> world.runFor(ofSeconds(5)))
        .isInstanceOf(DeliveryStoppedException.class)
        .hasMessageContaining("outbox-0@0");

    world.stop();
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(0));
    assertThat(sink.applied).isEmpty();
  }

  private DeliveryWorld worldWith(String value, FailurePolicy policy) {
    LaneSettings settings = LaneSettings.DEFAULT.withPolicies(FailurePolicies.all(policy));
    sink.answer("bad", REJECTED, REJECTED, REJECTED, REJECTED);
    DeliveryWorld world = new DeliveryWorld(sink, sink, sink, this::keep, settings, 0);
    world.source().append(P0, ScriptedSink.value(value));
    world.source().append(P0, ScriptedSink.value("ann"));
    world.source().assign(P0);
    return world;
  }

  private Optional<Outcome.RetryLater> keep(DeadLetter letter, Duration timeout) {
    Optional<Outcome.RetryLater> problem = Optional.ofNullable(letterProblems.poll());
    if (problem.isEmpty()) {
      letters.add(letter);
    }
    return problem;
  }

  private static List<String> fromFirstRecord(DeliveryWorld world) {
    List<String> lines = world.timeline();
    return lines.subList(2, lines.size());
  }
}
