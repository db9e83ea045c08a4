package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.checkpoint.Recovery;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.record.CommitPosition;
import java.util.List;
import java.util.Optional;

/** Beginnings where nothing is known of the store. */
final class StartPositions {
  private StartPositions() {}

  /** Where a group stands that replays nothing, and remembers nothing of what is before. */
  static StartPosition of(CommittedState start) {
    StartPosition found = check(start).agreed();
    return new StartPosition(
        found.position(),
        found.isDurable(),
        found.recovery(),
        found.replay(),
        found.log(),
        found.from(),
        found.seen(),
        found.notes());
  }

  /** The same where the last owner's lock is still in the store. */
  static StartPosition held(CommittedState start) {
    StoreMemory memory = new StoreMemory(StoreMemory.Lock.HELD, List.of(), false);
    return new LossCheck(start, memory, Optional.empty(), ReplayMode.STEP_BY_STEP).agreed();
  }

  static LossCheck check(CommittedState start) {
    return new LossCheck(start, StoreMemory.UNKNOWN, Optional.empty(), ReplayMode.STEP_BY_STEP);
  }

  /** The beginning of a replay of the records from a position to another one. */
  static StartPosition replaying(long from, long end) {
    CommitPosition begin = new CommitPosition(from);
    return new StartPosition(
        Optional.of(begin),
        true,
        Optional.empty(),
        Optional.of(ReplayRange.of(begin, new CommitPosition(end))),
        Optional.of("log"),
        new CommitPosition(0),
        Optional.empty(),
        OwnerNotes.NONE);
  }

  /** A position of a log, and nothing to recover. */
  static StartPosition at(
      Optional<CommitPosition> position,
      boolean isDurable,
      Optional<Recovery> recovery,
      Optional<String> log) {
    return new StartPosition(
        position,
        isDurable,
        recovery,
        Optional.empty(),
        log,
        position.orElse(new CommitPosition(0)),
        Optional.empty(),
        OwnerNotes.NONE);
  }
}
