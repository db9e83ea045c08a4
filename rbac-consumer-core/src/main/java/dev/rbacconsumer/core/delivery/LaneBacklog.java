package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.internal.lane.BacklogSnapshot;
import dev.rbacconsumer.core.internal.lane.Lane;
import dev.rbacconsumer.core.message.RemovalCheck;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the backlog of a lane, with the age of the oldest removal in it. Thread-safe. */
final class LaneBacklog {
  private static final Optional<Duration> NO_REMOVAL = Optional.of(Duration.ZERO);

  private final Lane lane;
  private final LaneContext context;
  private final RemovalFinder removals;

  LaneBacklog(Lane lane, LaneContext context) {
    this.lane = lane;
    this.context = context;
    this.removals = new RemovalFinder(new RemovalCheck(context.decoder()));
  }

  /** Returns the stage of the lane, and the records that were read and are not applied. */
  Backlog read() {
    BacklogSnapshot view =
        new BacklogSnapshot(context.clock().now().toEpochMilli(), context.clock().nanoTime());
    Backlog started;
    List<SourceRecord> queued;
    synchronized (lane) {
      started = lane.backlog(view);
      queued = started.oldestRemoval().equals(NO_REMOVAL) ? lane.buffer().queued() : List.of();
    }
    return removals
        .first(queued)
        .map(record -> started.withOldestRemoval(view.age(record)))
        .orElse(started);
  }
}
