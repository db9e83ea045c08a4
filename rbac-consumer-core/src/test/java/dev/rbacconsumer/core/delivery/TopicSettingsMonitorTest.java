package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.delivery.SharedParts.P0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.TopicSettings;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Specifies which topics are not read, and which partitions stop because of that. */
class TopicSettingsMonitorTest {
  private final SharedParts parts = new SharedParts();
  private final ScriptedSource source = new ScriptedSource();
  private final DrivenLane lane = new DrivenLane(parts);
  private final Map<PartitionId, AssignedLane> assigned =
      Map.of(P0, new AssignedLane(lane.driver, new EndedLane()));

  @Test
  void aCompactedTopicIsRefusedUnlessThatIsAllowedOrNothingIsApplied() {
    compact(true);

    assertThat(monitor(false).refuses("outbox")).isTrue();
    assertThat(monitor(true).refuses("outbox")).isFalse();
    parts.mode = DeliveryMode.DRY_RUN;
    assertThat(monitor(false).refuses("outbox")).isFalse();
  }

  @Test
  void aTopicThatIsNotCompactedOrNotKnownIsRead() {
    assertThat(monitor(false).refuses("outbox")).isFalse();
    compact(false);
    assertThat(monitor(false).refuses("outbox")).isFalse();
  }

  @Test
  void settingsAreReportedOnceAndWhenTheyChange() {
    TopicSettingsMonitor monitor = monitor(false);
    monitor.refuses("outbox");
    compact(false);

    monitor.refuses("outbox");
    monitor.refuses("outbox");
    compact(true);
    monitor.refuses("outbox");

    assertThat(parts.events(InstanceEvent.TopicSettingsRead.class))
        .extracting(it -> it.settings().map(TopicSettings::isCompacted))
        .containsExactly(Optional.of(false), Optional.of(true));
  }

  @Test
  void onlyAPartitionThatIsBeingReadStops() {
    compact(true);
    TopicSettingsMonitor monitor = monitor(false);
    lane.run();
    assertThat(monitor.refusedWhileReading(assigned)).as("before its position").isEmpty();

    lane.driver.positioned(DrivenLane.start(0));
    assertThat(monitor.refusedWhileReading(assigned)).containsExactly(P0);

    lane.driver.update(it -> it.buffer().reportOutOfRange());
    assertThat(monitor.refusedWhileReading(assigned)).as("once it has stopped").isEmpty();
  }

  private TopicSettingsMonitor monitor(boolean allowsCompaction) {
    return new TopicSettingsMonitor(source, parts.context(), allowsCompaction);
  }

  private void compact(boolean isCompacted) {
    source.topics =
        Optional.of(
            new TopicSettings(
                isCompacted,
                Optional.empty(),
                OptionalLong.empty(),
                false,
                1,
                OptionalInt.empty()));
  }
}
