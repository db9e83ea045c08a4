package dev.rbacconsumer.core.internal.check;

import dev.rbacconsumer.core.record.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Describes the settings of a topic in one line. */
public final class TopicText {
  private TopicText() {}

  /** Returns the line, as in {@code outbox: not compacted, retention 7 d, replication factor 3}. */
  public static String of(String topic, TopicSettings settings) {
    List<String> parts = new ArrayList<>();
    parts.add(settings.isCompacted() ? "compacted" : "not compacted");
    parts.add(
        settings.retention().map(it -> "retention " + span(it)).orElse("no retention by age"));
    settings.retentionBytes().ifPresent(it -> parts.add("retention.bytes " + it));
    parts.add("replication factor " + settings.replicas());
    settings.minInSyncReplicas().ifPresent(it -> parts.add("min.insync.replicas " + it));
    return topic + ": " + String.join(", ", parts);
  }

  private static String span(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + " d" + (time.toHoursPart() > 0 ? " " + time.toHoursPart() + " h" : "");
    }
    return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toMillis() + " ms";
  }
}
