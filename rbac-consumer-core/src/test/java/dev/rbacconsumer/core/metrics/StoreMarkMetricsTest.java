package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured of marks, replays and repeated events. */
class StoreMarkMetricsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final SourceRecord RECORD =
      new SourceRecord(P0, new Offset(7), -1, null, null, List.of());

  private final MetricRegistry registry = new MetricRegistry();
  private final DeliveryMetrics metrics = new DeliveryMetrics(registry, new TestClock());
  private OptionalLong replayLeft = OptionalLong.empty();

  @BeforeEach
  void assign() {
    metrics.on(new InstanceEvent.Assigned(Set.of(P0)));
    metrics.on(new PartitionEvent.LaneBegun(P0, this::backlog));
  }

  @Test
  void repeatedEventsAreCountedAsSettledAndByThemselves() {
    assertThat(count(MetricFamily.REPEATED_EVENTS.with())).isZero();

    metrics.on(new RecordEvent.EventRepeated(RECORD, EventMetadata.UNKNOWN));
    metrics.on(new RecordEvent.IdsNotUnique(RECORD, EventMetadata.UNKNOWN));

    assertThat(count(MetricFamily.REPEATED_EVENTS.with())).isEqualTo(1);
    assertThat(count(MetricFamily.MESSAGES_PROCESSED.with("relations", "repeated"))).isEqualTo(1);
  }

  @Test
  void whatIsLeftOfAReplayIsAskedOfTheLane() {
    assertThat(gauge(MetricFamily.REPLAY_LEFT.with("outbox", "0"))).isEqualTo(0L);

    replayLeft = OptionalLong.of(123_456_789_012L);
    assertThat(gauge(MetricFamily.REPLAY_LEFT.with("outbox", "0"))).isEqualTo(123_456_789_012L);

    metrics.on(new InstanceEvent.Revoked(Set.of(P0)));
    assertThat(registry.getNames())
        .doesNotContain(MetricFamily.REPLAY_LEFT.with("outbox", "0").encoded());
  }

  @Test
  void aReplayThatCannotGoOnBlocksUntilARecordIsTakenUp() {
    on(new StoreMarkEvent.ReplayBlocked(P0, "the table is full", 1, DELAY));
    assertThat(blockedBy("replay")).isEqualTo(1);
    on(new StoreMarkEvent.ReplayStarted(P0, new CommitPosition(1), new CommitPosition(9)));
    assertThat(blocked()).as("it may fill the table again").isEqualTo(1);

    metrics.on(new RecordEvent.Started(RECORD));

    assertThat(blocked()).isEqualTo(0);
    assertThat(blockedBy("replay")).isEqualTo(0);
  }

  @Test
  void aReplayThatEndsWithoutARecordBlocksNothing() {
    on(new StoreMarkEvent.ReplayBlocked(P0, "the table is full", 1, DELAY));

    on(new StoreMarkEvent.ReplayEnded(P0, new CommitPosition(9), 0, 0));

    assertThat(blocked()).isEqualTo(0);
  }

  @Test
  void aMarkThatIsOwedBlocksUntilItIsWritten() {
    on(markFailed(true));
    assertThat(blockedBy("mark")).isEqualTo(1);

    on(new StoreMarkEvent.MarkWritten(P0, 2));

    assertThat(blocked()).isEqualTo(0);
    assertThat(blockedBy("mark")).isEqualTo(0);
  }

  @Test
  void aMarkThatIsOwedBlocksNothingOnceReadingBeginsElsewhere() {
    on(markFailed(true));

    metrics.on(new PartitionEvent.Positioned(P0, Optional.of(new CommitPosition(3))));

    assertThat(blocked()).isEqualTo(0);
  }

  @Test
  void aMarkThatMayComeLaterBlocksNothingAndEndsNoBlock() {
    on(markFailed(false));
    assertThat(blocked()).isEqualTo(0);
    on(new StoreMarkEvent.ReplayBlocked(P0, "the table is full", 1, DELAY));

    on(new StoreMarkEvent.MarkWritten(P0, 2));

    assertThat(blockedBy("replay")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(DataLoss.Kind.class)
  void everyKindOfLossIsCountedUnderItsLabel(DataLoss.Kind kind) {
    DataLoss loss =
        new DataLoss(
            kind,
            Optional.of(new CommitPosition(9)),
            new CommitPosition(0),
            new CommitPosition(12),
            Optional.of(new CommitPosition(4)));

    metrics.on(new PartitionEvent.DataLossBlocks(P0, loss, 1, DELAY));

    assertThat(count(MetricFamily.DATA_LOSS.with(kind.label()))).isEqualTo(1);
    assertThat(gauge(MetricFamily.DATA_LOSS_BLOCKED.with("outbox", "0"))).isEqualTo(1);
  }

  @Test
  void offsetsThatAStoreHasLostAreCounted() {
    DataLoss loss =
        new DataLoss(
            DataLoss.Kind.STORE_RESTORED,
            Optional.of(new CommitPosition(9)),
            new CommitPosition(0),
            new CommitPosition(12),
            Optional.of(new CommitPosition(4)));

    metrics.on(new PartitionEvent.DataLossPassed(P0, loss, new CommitPosition(4)));

    assertThat(count(MetricFamily.DATA_LOSS_OFFSETS.with())).isEqualTo(5);
  }

  private static StoreMarkEvent markFailed(boolean blocks) {
    return new StoreMarkEvent.MarkFailed(P0, "unavailable", "no answer", 1, DELAY, blocks);
  }

  private void on(StoreMarkEvent event) {
    metrics.on(event);
  }

  private Backlog backlog() {
    return new Backlog(
        LaneStage.REPLAYING,
        Optional.empty(),
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        replayLeft);
  }

  private long count(MetricName name) {
    return registry.counter(name.encoded()).getCount();
  }

  private Object blocked() {
    return gauge(MetricFamily.BLOCKED.with("outbox", "0"));
  }

  private Object blockedBy(String label) {
    return gauge(MetricFamily.BLOCKED_BY.with("outbox", "0", label));
  }

  private Object gauge(MetricName name) {
    Gauge<?> gauge = registry.getGauges().get(name.encoded());
    assertThat(gauge).as(name.encoded()).isNotNull();
    return gauge.getValue();
  }
}
