package dev.rbacconsumer.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.BlockedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A record keeps its count of attempts and its time over owners, and over fences of one owner. */
class BlockedAcrossOwnersTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Outcome REFUSED = new Outcome.Rejected("invalid_argument", "no such type");

  private final ScriptedSink sink = new ScriptedSink();
  private final List<Integer> failed = new ArrayList<>();
  private final List<RecordEvent.Applied> applied = new ArrayList<>();
  private final DeliveryWorld world = world();

  @Test
  void theNextOwnerCountsOnAfterACrash() {
    sink.answer("ann", Collections.nCopies(6, REFUSED).toArray(Outcome[]::new));
    world.source().append(P0, ScriptedSink.value("ann"));
    world.runFor(Duration.ofSeconds(10));
    Instant since = blocked().firstFailedAt();
    assertThat(failed).containsExactly(1, 2, 3, 4);

    takeOver();
    world.runFor(Duration.ofSeconds(2));

    assertThat(failed).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(blocked().attempts()).isEqualTo(6);
    assertThat(blocked().firstFailedAt()).isEqualTo(since);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(0));
  }

  @Test
  void theCommitNamesTheFailureAndDropsItWithTheRecord() {
    sink.answer("ann", REFUSED, REFUSED);
    world.source().append(P0, ScriptedSink.value("ann"));
    world.runFor(Duration.ofSeconds(2));
    assertThat(world.source().committedMetadata().get(P0))
        .contains(" failed=0,")
        .contains(",2 failed-since=")
        .contains(" failure=rejected/invalid_argument");

    world.runFor(Duration.ofSeconds(10));

    assertThat(applied).extracting(RecordEvent.Applied::attempts).containsExactly(3);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(1));
    assertThat(world.source().committedMetadata().get(P0)).doesNotContain("failed");
  }

  @Test
  void theTimeOfARecordThatPassesUnderTheNextOwnerIsTheWholeTime() {
    sink.answer("ann", REFUSED, REFUSED, REFUSED);
    world.source().append(P0, ScriptedSink.value("ann"));
    world.runFor(Duration.ofSeconds(5));

    takeOver();
    world.runFor(Duration.ofSeconds(1));

    assertThat(applied).hasSize(1);
    assertThat(applied.get(0).attempts()).isEqualTo(4);
    assertThat(applied.get(0).elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void anotherRecordAtTheOffsetBeginsAtOne() {
    sink.answer("ann", REFUSED, REFUSED, REFUSED);
    sink.answer("bob", REFUSED);
    world.source().append(P0, ScriptedSink.value("ann"));
    world.runFor(Duration.ofSeconds(3));
    world.source().lose(P0);
    world.runFor(Duration.ofSeconds(1));
    world.source().truncate(P0, 0);
    world.source().append(P0, ScriptedSink.value("bob"));

    world.source().assign(P0);
    world.runFor(Duration.ofMillis(500));

    assertThat(failed).containsExactly(1, 2, 1);
  }

  @Test
  void attemptsAndTimeAreCountedOnUnderTheNextFence() {
    sink.answer(
        "ann",
        ScriptedSink.UNAVAILABLE,
        ScriptedSink.UNAVAILABLE,
        ScriptedSink.FENCE_LOST,
        ScriptedSink.UNAVAILABLE);

    world.source().append(P0, ScriptedSink.value("ann"));
    world.runFor(Duration.ofSeconds(20));

    assertThat(failed).containsExactly(1, 2, 3);
    assertThat(applied).hasSize(1);
    assertThat(applied.get(0).attempts()).isEqualTo(4);
    assertThat(applied.get(0).elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void theNextRecordIsNotCharged() {
    sink.answer("ann", ScriptedSink.UNAVAILABLE, ScriptedSink.FENCE_LOST);

    world.source().append(P0, ScriptedSink.value("ann"));
    world.source().append(P0, ScriptedSink.value("bob"));
    world.runFor(Duration.ofSeconds(20));

    assertThat(applied).extracting(RecordEvent.Applied::attempts).containsExactly(2, 1);
  }

  /** The partition is lost without a commit, as in a crash, and assigned to a new lane. */
  private void takeOver() {
    world.source().lose(P0);
    world.runFor(Duration.ofSeconds(1));
    world.source().assign(P0);
  }

  private BlockedRecord blocked() {
    return world
        .status()
        .snapshot(partition -> OptionalLong.empty())
        .partitions()
        .get(0)
        .blocked()
        .orElseThrow();
  }

  private DeliveryWorld world() {
    DeliveryWorld created =
        new DeliveryWorld(sink, sink, sink, DeadLetters.none(), LaneSettings.DEFAULT, 0);
    created.observe(
        new SelectiveObserver() {
          @Override
          public void onRetrying(RecordEvent.Retrying event) {
            failed.add(event.attempt());
          }

          @Override
          public void onApplied(RecordEvent.Applied event) {
            applied.add(event);
          }
        });
    created.source().assign(P0);
    created.runFor(Duration.ofSeconds(1));
    return created;
  }
}
