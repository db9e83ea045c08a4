package dev.rbacconsumer.launcher.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.health.Degradations;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.tracking.DeliveryStatus;
import dev.rbacconsumer.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What degrades where log, commit and store disagree. */
final class StoreMarkDegradationsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Duration DELAY = Duration.ofSeconds(1);

  private final DeliveryStatus status = new DeliveryStatus(new ManualClock());
  private final Degradations degradations =
      new Degradations(() -> Optional.of(status.snapshot(partition -> OptionalLong.empty())));

  @BeforeEach
  void assign() {
    status.on(new InstanceEvent.Assigned(Set.of(P0)));
    status.on(new PartitionEvent.LaneBegun(P0, StoreMarkDegradationsTest::replaying));
  }

  @Test
  void aReplayThatGoesOnIsNone() {
    on(new StoreMarkEvent.ReplayStarted(P0, new CommitPosition(1), new CommitPosition(9)));

    assertThat(shown()).isEmpty();
  }

  @Test
  void aReplayThatCannotGoOnIsOne() {
    on(new StoreMarkEvent.ReplayBlocked(P0, "the table is full", 1, DELAY));

    assertThat(shown()).containsExactly("blocked p0 replay: replay_table");
  }

  @Test
  void aStoreThatCannotBeMarkedIsOneUntilItIs() {
    on(new StoreMarkEvent.MarkFailed(P0, "unavailable", "no answer", 1, DELAY, false));
    assertThat(shown()).containsExactly("mark p0 unavailable");

    on(new StoreMarkEvent.MarkWritten(P0, 2));

    assertThat(shown()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DataLoss.Kind.class)
  void everyKindOfLossIsOne(DataLoss.Kind kind) {
    DataLoss loss =
        new DataLoss(
            kind,
            Optional.of(new CommitPosition(9)),
            new CommitPosition(0),
            new CommitPosition(12),
            Optional.of(new CommitPosition(4)));

    status.on(new PartitionEvent.DataLossBlocks(P0, loss, 1, DELAY));

    assertThat(shown()).containsExactly("data_loss p0 " + kind.label());
  }

  private void on(StoreMarkEvent event) {
    status.on(event);
  }

  private List<String> shown() {
    return degradations.list().stream()
        .map(
            it ->
                "%s p%d %s"
                    .formatted(
                        it.kind().label(), it.partition().orElseThrow().number(), it.reason()))
        .toList();
  }

  private static Backlog replaying() {
    return new Backlog(
        LaneStage.REPLAYING,
        Optional.empty(),
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.of(5));
  }
}
