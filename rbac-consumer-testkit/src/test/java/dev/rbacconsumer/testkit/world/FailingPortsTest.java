package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A port that throws is a defect of its adapter: no record is lost for it, and none repeated. */
class FailingPortsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final FailurePolicies DEAD_LETTERS =
      FailurePolicies.all(FailurePolicy.DEAD_LETTER);

  private final ScriptedSink sink = new ScriptedSink();
  private final List<String> heard = new ArrayList<>();
  private int calls;

  @Test
  void aSinkThatThrowsIsAskedAgainWhileThePartitionWaits() {
    // Given
    DeliveryWorld world =
        world(
            (change, fence, timeout) -> {
              throwAtFirst("no such field");
              return sink.apply(change, fence, timeout);
            },
            sink,
            DeadLetters.none());

    // When
    append(world, "ann", "bob");
    world.runFor(ofSeconds(5));

    // Then
    assertThat(world.timeline())
        .containsSubsequence(
            "0s transient internal_error p0@0", "1s applied p0@0", "1s applied p0@1");
    assertThat(heard)
        .containsExactly("defect in the adapter: java.lang.IllegalStateException: no such field");
  }

  @Test
  void whatASinkHasDoneBeforeItThrewMayStillTakeEffect() {
    // Given
    DeliveryWorld world =
        world(
            (change, fence, timeout) -> {
              throwAtFirst("the answer cannot be read");
              return sink.apply(change, fence, timeout);
            },
            sink,
            DeadLetters.none());

    // When
    append(world, "ann", "bob");
    world.runFor(ofSeconds(5));

    // Then
    assertThat(world.timeline())
        .containsSubsequence("1s applied p0@0", "1s fence acquired p0", "1s applied p0@1");
  }

  @Test
  void aFenceAuthorityThatThrowsIsAskedAgain() {
    // Given
    DeliveryWorld world =
        world(
            sink,
            (lockId, timeout) -> {
              throwAtFirst("no such lock");
              return sink.acquire(lockId, timeout);
            },
            DeadLetters.none());

    // When
    append(world, "ann");
    world.runFor(ofSeconds(5));

    // Then
    assertThat(world.timeline())
        .containsSubsequence("0s fence not acquired p0", "1s fence acquired p0", "1s applied p0@0");
    assertThat(heard)
        .containsExactly("defect in the adapter: java.lang.IllegalStateException: no such lock");
  }

  @Test
  void aPlaceForDeadLettersThatThrowsIsAskedAgainWhileThePartitionWaits() {
    // Given
    DeliveryWorld world =
        world(
            sink,
            sink,
            (letter, timeout) -> {
              throwAtFirst("no such topic");
              return Optional.empty();
            });

    // When
    append(world, "?", "ann");
    world.runFor(ofSeconds(5));

    // Then
    assertThat(world.timeline())
        .containsSubsequence(
            "0s transient internal_error p0@0", "1s dead-lettered p0@0", "1s applied p0@1");
    assertThat(heard)
        .containsExactly("defect in the adapter: java.lang.IllegalStateException: no such topic");
  }

  @Test
  void anObserverThatThrowsEndsTheInstanceAndWhatIsAppliedIsCommitted() {
    // Given
    DeliveryWorld world = world(sink, sink, DeadLetters.none());
    world.observe(
        event -> {
          if (event instanceof RecordEvent.Applied) {
            throw new IllegalStateException("no such metric");
          }
        });
    append(world, "ann", "bob");

    // When
    assertThatThrownBy(() -> world.runFor(ofSeconds(5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("outbox-0: the lane died of a defect")
        .hasRootCauseMessage("no such metric");
    world.stop();

    // Then
    assertThat(sink.applied).hasSize(1);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(1));
  }

  @Test
  void aLastCommitThatFailsIsReportedAndThePartitionGoesAllTheSame() {
    // Given
    DeliveryWorld world = world(sink, sink, DeadLetters.none());
    append(world, "ann");
    world.runFor(ofSeconds(1));
    world.source().failCommit("no coordinator");
    world.source().append(P0, ScriptedSink.value("bob"));
    world.runFor(ofMillis(40));

    // When
    world.source().failCommit("no coordinator");
    world.stop();

    // Then
    assertThat(world.timeline())
        .endsWith("1s applied p0@1", "1s commit failed", "1.04s commit failed", "1.04s revoked p0");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(1));
  }

  @Test
  void whatIsAppliedIsCommittedBeforeThePartitionGoes() {
    // Given
    DeliveryWorld world = world(sink, sink, DeadLetters.none());
    append(world, "ann");
    world.runFor(ofSeconds(1));
    world.source().failCommit("no coordinator");
    world.source().append(P0, ScriptedSink.value("bob"));
    world.runFor(ofMillis(40));

    // When
    world.stop();

    // Then
    assertThat(world.timeline())
        .endsWith(
            "1s applied p0@1", "1s commit failed", "1.04s committed p0 2", "1.04s revoked p0");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(2));
  }

  private DeliveryWorld world(RelationSink relations, FenceAuthority fences, DeadLetters letters) {
    DeliveryWorld world =
        new DeliveryWorld(
            sink, relations, fences, letters, LaneSettings.DEFAULT.withPolicies(DEAD_LETTERS), 0);
    world.observe(
        new SelectiveObserver() {
          @Override
          public void onRetrying(RecordEvent.Retrying event) {
            heard.add(event.failure().message());
          }

          @Override
          public void onFenceNotAcquired(PartitionEvent.FenceNotAcquired event) {
            heard.add(event.message());
          }
        });
    world.source().assign(P0);
    return world;
  }

  private static void append(DeliveryWorld world, String... subjects) {
    for (String subject : subjects) {
      world.source().append(P0, ScriptedSink.value(subject));
    }
  }

  private void throwAtFirst(String message) {
    calls++;
    if (calls == 1) {
      throw new IllegalStateException(message);
    }
  }
}
