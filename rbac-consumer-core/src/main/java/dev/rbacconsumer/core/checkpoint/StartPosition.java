package dev.rbacconsumer.core.checkpoint;

import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Optional;

/**
 * The position at which a lane begins to read, and the state that it begins with.
 *
 * @param position position below which every record is settled, or lost; empty where the group has
 *     settled nothing, and reading begins at the first record that exists
 * @param isDurable whether the group has committed the position
 * @param recovery what an earlier owner may have applied beyond it, to be folded into one change
 * @param replay what the store may have seen of it, to be applied by last word; empty beside a
 *     recovery
 * @param log identity of the log that is read, where it is known
 * @param logBegin position of the first record that the log holds
 * @param seen the store's mark, where it can be relied on; otherwise one is written before anything
 *     is applied
 * @param notes what the commit of the position says to the next owner
 */
public record StartPosition(
    Optional<CommitPosition> position,
    boolean isDurable,
    Optional<Recovery> recovery,
    Optional<ReplayRange> replay,
    Optional<String> log,
    CommitPosition logBegin,
    Optional<CommitPosition> seen,
    OwnerNotes notes) {

  /** Returns the first position that is read. */
  public CommitPosition from() {
    return position.orElse(logBegin);
  }

  /** Returns a copy for a lane that applies nothing, and so has nothing to recover. */
  public StartPosition withoutRecovery() {
    return new StartPosition(
        position, isDurable, Optional.empty(), Optional.empty(), log, logBegin, seen, notes);
  }
}
