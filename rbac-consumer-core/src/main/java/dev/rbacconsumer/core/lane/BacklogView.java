package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.observe.Backlog;
import dev.rbacconsumer.core.observe.LaneStage;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a lane stands, and how old what waits is. Records wait in their order, so the first one
 * counts as the oldest, and nothing that is queued has to be looked at but that.
 *
 * @param wallMillis the time of day, milliseconds since 1970 UTC
 * @param now the monotonic time
 */
record BacklogView(long wallMillis, long now) {
  Backlog of(
      Ownership ownership, Intake intake, WorkRange work, Window window, OptionalLong replayLeft) {
    boolean known = intake.isOpen();
    return new Backlog(
        stage(ownership, intake, work, replayLeft.isPresent()),
        window.settled(),
        intake.size(),
        intake.bytes(),
        window.left(),
        known ? Optional.of(age(work, intake.peek(), entry -> true)) : Optional.empty(),
        known ? Optional.of(age(work, intake.peek(), Entry::mayRemove)) : Optional.empty(),
        replayLeft);
  }

  private static LaneStage stage(
      Ownership ownership, Intake intake, WorkRange work, boolean replays) {
    if (ownership.fence() == null) {
      return LaneStage.FENCING;
    }
    if (!intake.isOpen()) {
      return LaneStage.POSITIONING;
    }
    if (replays) {
      return LaneStage.REPLAYING;
    }
    if (intake.isCollecting() || work.isRecovery()) {
      return LaneStage.RECOVERING;
    }
    return work.isEmpty() && intake.peek() == null ? LaneStage.IDLE : LaneStage.RUNNING;
  }

  private Duration age(WorkRange work, @Nullable SourceRecord queued, Predicate<Entry> counts) {
    Entry entry = work.firstUnapplied(counts);
    if (entry != null) {
      Duration sinceItsTurn = Duration.ofNanos(now - entry.startedAt);
      Duration age = age(entry.record);
      return age.compareTo(sinceItsTurn) < 0 ? sinceItsTurn : age;
    }
    return queued == null ? Duration.ZERO : age(queued);
  }

  private Duration age(SourceRecord record) {
    return age(record.timestampMillis());
  }

  /** Age of what was written then, in milliseconds since 1970 UTC; zero where it is not known. */
  Duration age(long written) {
    return written < 0 ? Duration.ZERO : Duration.ofMillis(Math.max(0, wallMillis - written));
  }
}
