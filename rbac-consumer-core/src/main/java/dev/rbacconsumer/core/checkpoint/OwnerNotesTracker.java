package dev.rbacconsumer.core.checkpoint;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Optional;

/**
 * Tracks what the commits of a partition say for the next owner, and whether the last durable
 * commit says it. Used by one thread.
 */
public final class OwnerNotesTracker {
  private final FailureMemory failures;
  private final Optional<String> adminUrl;
  private Optional<OperatorPause> paused = Optional.empty();

  /**
   * Whether an operator has paused or resumed the partition, and no durable commit is known to say
   * so. One whose answer was lost may say the opposite.
   */
  private boolean isPauseNew;

  private boolean hasBegun;

  private String others = "";
  private OwnerNotes committed = OwnerNotes.NONE;
  private CommitPosition from = new CommitPosition(0);

  /**
   * @param failures history of the first record
   * @param adminUrl address of this instance's admin server, where it is published
   */
  public OwnerNotesTracker(FailureMemory failures, Optional<String> adminUrl) {
    this.failures = failures;
    this.adminUrl = OwnerNotes.NONE.withAdminUrl(adminUrl).adminUrl();
  }

  /**
   * Starts at a position, with what its commit says.
   *
   * @param position the position; that of the first record that exists if none is committed
   */
  public void begin(OwnerNotes left, CommitPosition position) {
    hasBegun = true;
    committed = left;
    from = position;
    paused = isPauseNew ? paused : left.paused();
    others = left.others();
    failures.begin(left.failed());
  }

  /** Returns the pause by an operator; empty while the partition is not paused. */
  public Optional<OperatorPause> paused() {
    return paused;
  }

  /** Pauses the partition, or ends its pause, from the next commit on. */
  public void setPaused(Optional<OperatorPause> pause) {
    paused = pause.map(PauseText::kept);
    isPauseNew = true;
  }

  /** Returns what the next commit has to say. */
  public OwnerNotes current() {
    return new OwnerNotes(failures.current(), paused, adminUrl, others);
  }

  /** Returns whether there is something that the last durable commit does not say. */
  public boolean isNews() {
    return failures.isNews()
        || isPauseNew
        || (adminUrl.isPresent() && !adminUrl.equals(committed.adminUrl()));
  }

  /** Returns the position at which reading began. */
  public CommitPosition from() {
    return from;
  }

  /** Returns whether the partition was paused or resumed since the last durable commit. */
  public boolean isPauseNews() {
    return isPauseNew;
  }

  /** Returns whether the commit of a position has been read, so that an earlier pause is known. */
  public boolean hasBegun() {
    return hasBegun;
  }

  /** Records that a commit is durable. */
  public void committed(OwnerNotes said) {
    committed = said;
    isPauseNew = isPauseNew && !paused.equals(said.paused());
    failures.committed(said.failed());
  }
}
