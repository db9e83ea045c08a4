package dev.rbacconsumer.core.settings.delivery;

import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.config.ReplaySettings;
import dev.rbacconsumer.core.config.StoreLossPolicy;
import dev.rbacconsumer.core.replay.MappedReplayTables;
import dev.rbacconsumer.core.settings.ByteSizeText;
import dev.rbacconsumer.core.settings.DurationText;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.ValueTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Settings of replays, of repeated events and of the store's mark. */
public final class ReplayOptions {
  private static final ReplaySettings DEFAULT = ReplaySettings.DEFAULT;
  private static final long MOST_BYTES = 64L << 30;

  public static final Setting<StoreLossPolicy> ON_STORE_LOSS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ON_STORE_LOSS",
          ValueTypes.oneOf("policy", StoreLossPolicy.values()),
          ValueTypes.nameOf(DEFAULT.onStoreLoss()),
          "What happens to a partition when the store no longer has what the group's commit says it"
              + " has seen, as after a restart without data or from a backup. `block` waits for an"
              + " operator, `replay` applies the lost range again from the log, `continue` reads on"
              + " at the commit and leaves the range lost.");

  public static final Setting<ReplayMode> MODE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_REPLAY",
          ValueTypes.oneOf("mode", ReplayMode.values()),
          ValueTypes.nameOf(DEFAULT.mode()),
          "How records are applied that the store may have seen before. `last-word` reads the range"
              + " twice and applies each tuple once, at the last record that names it: no tuple"
              + " returns to an older state. `step-by-step` applies every record again in order, so"
              + " removed grants come back for a while.");

  public static final Setting<Long> MAX_BYTES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES",
          ValueTypes.bytes(MappedReplayTables.MIN_BYTES, MOST_BYTES),
          ByteSizeText.show(MappedReplayTables.DEFAULT_MAX_BYTES),
          "Largest size of the table of one partition's replay, 32 bytes for each tuple: the"
              + " default has room for some eight million. It is on disk and not in the heap, grows"
              + " as needed, and takes half as much again while it does.");

  public static final Setting<Path> DIRECTORY =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_REPLAY_DIR",
          ValueTypes.directory(),
          "/tmp",
          "Directory of the tables of replays. It must exist, and is best on a disk: in a file"
              + " system in memory, tables count as memory of the container.");

  public static final Setting<Integer> REMEMBERED_EVENTS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_REMEMBERED_EVENTS",
          ValueTypes.count(0, ReplaySettings.MAX_REMEMBERED_EVENTS),
          Integer.toString(DEFAULT.rememberedEvents()),
          "Number of applied events of a partition whose ids and contents are remembered, so that"
              + " an event that the connector sends again is passed over. Each takes some 150 bytes"
              + " of memory. `0` applies every event.");

  public static final Setting<Duration> MARK_INTERVAL =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MARK_INTERVAL",
          ValueTypes.duration(ReplaySettings.MIN_MARK_INTERVAL, Duration.ofHours(1)),
          DurationText.show(DEFAULT.markInterval()),
          "Least time between two marks of one partition, with which the store remembers how far it"
              + " has seen the log.");

  /** All of these settings, in the order of the table. */
  public static final List<Setting<?>> ALL =
      List.of(ON_STORE_LOSS, MODE, MAX_BYTES, DIRECTORY, REMEMBERED_EVENTS, MARK_INTERVAL);

  private ReplayOptions() {}
}
