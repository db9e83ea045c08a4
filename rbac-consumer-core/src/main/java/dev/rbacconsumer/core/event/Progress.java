package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The progress of a partition or of the instance.
 *
 * @param position offset of the record that was started last
 * @param committed position of the last durable commit, or else the position at which reading began
 * @param sinceApplied time since a record was last applied
 * @param sincePolled time since the source was last read
 */
public record Progress(
    Optional<Offset> position,
    Optional<CommitPosition> committed,
    Optional<Duration> sinceApplied,
    Optional<Duration> sincePolled) {
  @Override
  public String toString() {
    return "position: %s, committed: %s, last apply: %s, last poll: %s"
        .formatted(
            position.map(Offset::toString).orElse("none"),
            committed.map(CommitPosition::toString).orElse("none"),
            ago(sinceApplied),
            ago(sincePolled));
  }

  private static String ago(Optional<Duration> since) {
    return since
        .map(time -> String.format(Locale.ROOT, "%.2fs ago", time.toNanos() / 1e9))
        .orElse("never");
  }
}
