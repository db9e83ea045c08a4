package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.TopicSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reports the settings of topics when they become known and when they change, and decides which
 * topics are not read: compaction deletes records that no later record replaces. Confined to the
 * source thread.
 */
final class TopicSettingsMonitor {
  private final MessageSource source;
  private final LaneContext lanes;
  private final boolean allowsCompaction;
  private final Map<String, Optional<TopicSettings>> reported = new HashMap<>();

  /**
   * @param allowsCompaction whether compacted topics are read nevertheless
   */
  TopicSettingsMonitor(MessageSource source, LaneContext lanes, boolean allowsCompaction) {
    this.source = source;
    this.lanes = lanes;
    this.allowsCompaction = allowsCompaction;
  }

  /** Returns whether a topic is not read. A dry run reads every topic. */
  boolean refuses(String topic) {
    Optional<TopicSettings> settings = source.topicSettings(topic);
    Optional<TopicSettings> before = reported.put(topic, settings);
    if (!settings.equals(before == null ? Optional.empty() : before)) {
      lanes.observer().on(new InstanceEvent.TopicSettingsRead(topic, settings));
    }
    return lanes.mode() == DeliveryMode.DELIVER
        && !allowsCompaction
        && settings.filter(TopicSettings::isCompacted).isPresent();
  }

  /** Returns the partitions that are being read although their topic is refused by now. */
  Set<PartitionId> refusedWhileReading(Map<PartitionId, AssignedLane> assigned) {
    Map<String, Boolean> refused = new HashMap<>();
    Set<PartitionId> partitions = new TreeSet<>();
    assigned.forEach(
        (partition, lane) -> {
          if (refused.computeIfAbsent(partition.topic(), this::refuses)
              && lane.driver().ask(it -> it.buffer().isReading())) {
            partitions.add(partition);
          }
        });
    return partitions;
  }
}
