package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.TopicSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionMetricsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final Duration HOUR = Duration.ofHours(1);

  private final MetricRegistry registry = new MetricRegistry();
  private final DeliveryMetrics metrics = new DeliveryMetrics(registry, new TestClock());
  private Optional<Duration> oldest = Optional.of(Duration.ofMinutes(20));

  @BeforeEach
  void begin() {
    metrics.on(new InstanceEvent.Assigned(Set.of(P0)));
    metrics.on(new PartitionEvent.LaneBegun(P0, this::backlog));
  }

  @Test
  void ageOfTheNextRecordCountsAgainstRetention() {
    retentionIs(Optional.of(HOUR));

    assertThat(left()).isEqualTo(2400.0);
  }

  @Test
  void allOfRetentionIsLeftWhereNoRecordWaits() {
    oldest = Optional.of(Duration.ZERO);
    retentionIs(Optional.of(HOUR));

    assertThat(left()).isEqualTo(3600.0);
  }

  @Test
  void recordOlderThanRetentionIsBelowZero() {
    oldest = Optional.of(Duration.ofMinutes(61));
    retentionIs(Optional.of(HOUR));

    assertThat(left()).isEqualTo(-60.0);
  }

  @Test
  void longestRetentionThatKafkaKnowsIsANumber() {
    oldest = Optional.of(Duration.ZERO);
    retentionIs(Optional.of(Duration.ofMillis(Long.MAX_VALUE)));

    assertThat(left()).isEqualTo(Long.MAX_VALUE / 1000.0);
  }

  @Test
  void noneIsShownWhereTheAgeIsNotKnown() {
    oldest = Optional.empty();
    retentionIs(Optional.of(HOUR));

    assertThat(left()).isNull();
  }

  @Test
  void noneIsShownBeforeTheSettingsAreKnown() {
    assertThat(left()).isNull();
  }

  @Test
  void noneIsShownOnceTheSettingsAreNotKnownAnyMore() {
    retentionIs(Optional.of(HOUR));

    metrics.on(new InstanceEvent.TopicSettingsRead("outbox", Optional.empty()));

    assertThat(left()).isNull();
  }

  @Test
  void noneIsShownWhereAgeDeletesNoRecord() {
    retentionIs(Optional.of(HOUR));

    retentionIs(Optional.empty());

    assertThat(left()).isNull();
  }

  @Test
  void retentionOfAnotherTopicDoesNotCount() {
    metrics.on(
        new InstanceEvent.TopicSettingsRead("other", Optional.of(settings(Optional.of(HOUR)))));

    assertThat(left()).isNull();
  }

  @Test
  void partitionThatGoesTakesItsGaugeAlong() {
    retentionIs(Optional.of(HOUR));

    metrics.on(new InstanceEvent.Revoked(Set.of(P0)));

    assertThat(registry.getGauges())
        .doesNotContainKey(MetricFamily.RETENTION_LEFT.with("outbox", "0").encoded());
  }

  private void retentionIs(Optional<Duration> retention) {
    metrics.on(new InstanceEvent.TopicSettingsRead("outbox", Optional.of(settings(retention))));
  }

  private Object left() {
    var gauge = registry.getGauges().get(MetricFamily.RETENTION_LEFT.with("outbox", "0").encoded());
    assertThat(gauge).isNotNull();
    return gauge.getValue();
  }

  private Backlog backlog() {
    return new Backlog(LaneStage.RUNNING, Optional.empty(), 0, 0, 0, oldest, oldest);
  }

  private static TopicSettings settings(Optional<Duration> retention) {
    return new TopicSettings(false, retention, OptionalLong.empty(), false, 3, OptionalInt.of(2));
  }
}
