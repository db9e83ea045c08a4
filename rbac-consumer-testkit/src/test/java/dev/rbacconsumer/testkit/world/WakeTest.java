package dev.rbacconsumer.testkit.world;

import static dev.rbacconsumer.testkit.world.ScriptedSink.FENCE_LOST;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * When a lane wakes the source thread: as soon as that has something to do, and no more often. A
 * wake costs a poll; one that is missing costs the wait for the next.
 */
class WakeTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final ScriptedSink sink = new ScriptedSink();
  private final DeliveryWorld world =
      new DeliveryWorld(sink, sink, sink, DeadLetters.none(), LaneSettings.DEFAULT, 0);

  @Test
  void aFenceThatIsHeldWakesTheSourceToPositionTheLane() {
    sink.refuseFence();
    world.source().assign(P0);
    world.runFor(ofMillis(500));
    assertThat(world.source().wakes()).isZero();

    world.runFor(ofSeconds(1));

    assertThat(world.source().wakes()).isEqualTo(1);
  }

  @Test
  void aFenceThatIsLostWakesTheSource() {
    own();
    sink.answer("bob", FENCE_LOST);
    int before = world.source().wakes();

    append("bob");
    world.runFor(ofMillis(1));

    assertThat(world.source().wakes()).isEqualTo(before + 1);
  }

  @Test
  void theLastRecordOfABacklogWakesTheSourceToCommitAndNoOtherDoes() {
    own();
    int before = world.source().wakes();

    append("bob", "cid", "dan");
    world.runFor(ofMillis(1));

    assertThat(world.source().wakes()).isEqualTo(before + 1);
  }

  @Test
  void theSourceIsWokenForEachRecordThatComesAlone() {
    own();
    int before = world.source().wakes();

    append("bob");
    world.runFor(ofSeconds(1));
    append("cid");
    world.runFor(ofSeconds(1));

    assertThat(world.source().wakes()).isEqualTo(before + 2);
  }

  @Test
  void whatIsSettledRightAfterAPollWakesTheSourceAlthoughSomethingWasDuringIt() {
    own();
    int before = world.source().wakes();
    List<DeliveryEvent> commits = new ArrayList<>();
    world.observe(
        event -> {
          if (event instanceof PartitionEvent.Committed && commits.isEmpty()) {
            commits.add(event);
            // The end of a commit is told in the middle of a poll.
            world.runLanes();
            assertThat(world.source().wakes()).isEqualTo(before + 1);
            world.source().append(P0, (byte[]) null);
          }
        });

    append("bob", "cid");
    world.runFor(ofMillis(1));

    assertThat(commits).hasSize(1);
    assertThat(world.source().wakes()).isEqualTo(before + 2);
  }

  @Test
  void theSourceIsReadForAMomentOnlyWhileACommitIsInFlight() {
    own();
    int before = world.source().waits().size();

    append("bob");
    world.runFor(ofSeconds(2));

    List<Duration> waits = world.source().waits();
    assertThat(waits.subList(before, waits.size()))
        .containsOnlyOnce(ofMillis(50))
        .containsSubsequence(ofSeconds(1), ofMillis(50), ofSeconds(1))
        .containsOnly(ofSeconds(1), ofMillis(50));
  }

  /**
   * The source looked at the lane after the poll, so what the lane settles from then on is news.
   */
  @Test
  void aLaneThatCalledDuringAPollCallsAgainAfterIt() {
    own();
    append("bob");
    world.pollOnce();
    int before = world.source().wakes();
    world.source().duringNextPoll(() -> stepUntilApplied(1));
    append("cid");
    world.pollOnce();
    assertThat(world.source().wakes()).isEqualTo(before + 1);

    stepUntilApplied(2);

    assertThat(world.source().wakes()).isEqualTo(before + 2);
  }

  @Test
  void anEndedLaneWakesTheSource() {
    own();
    int before = world.source().wakes();

    world.stop();

    assertThat(world.source().wakes()).isEqualTo(before + 1);
  }

  /** Owns the partition, and has applied and committed its first record. */
  private void own() {
    append("ann");
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
    assertThat(world.timeline()).last().isEqualTo("0s committed p0 1");
  }

  private void stepUntilApplied(int offset) {
    for (int i = 0; i < 20 && !hasApplied(offset); i++) {
      world.stepLanes();
    }
    assertThat(hasApplied(offset)).isTrue();
  }

  private boolean hasApplied(int offset) {
    return world.timeline().stream().anyMatch(line -> line.endsWith("applied p0@" + offset));
  }

  private void append(String... subjects) {
    for (String subject : subjects) {
      world.source().append(P0, ScriptedSink.value(subject));
    }
  }
}
