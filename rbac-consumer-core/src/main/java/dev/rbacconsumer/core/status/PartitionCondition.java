package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.LaneStage;
import java.util.Locale;

/** Conditions of a partition. The labels are public. */
public enum PartitionCondition {
  /** In a dry run: records are read and checked, and nothing is done with them. */
  DRY_RUN,
  /** Its lock is being taken. */
  FENCING,
  /** Its lock is held; where reading begins is not known yet. */
  POSITIONING,
  /** Records that the store may have seen before are replayed by last word. */
  REPLAYING,
  /** What an earlier owner may have applied is applied again, as one change. */
  RECOVERING,
  /** Records are applied. */
  RUNNING,
  /** There is nothing to do. */
  IDLE,
  /**
   * A record failed, a batch cannot be read, the store cannot be marked before anything is applied,
   * or a replay cannot go on; what is behind waits until that has passed.
   */
  BLOCKED,
  /** The log no longer holds what comes next, or the store has lost what was applied. */
  DATA_LOSS,
  /** Its lane stands still without a reason. */
  STALLED,
  /** The instance ends because of a record, as its policy says. */
  STOPPED;

  /** Stable word for a status. */
  public String label() {
    return this == DRY_RUN ? DeliveryMode.DRY_RUN.label() : name().toLowerCase(Locale.ROOT);
  }

  public static PartitionCondition of(LaneStage stage) {
    return switch (stage) {
      case FENCING -> FENCING;
      case POSITIONING -> POSITIONING;
      case REPLAYING -> REPLAYING;
      case RECOVERING -> RECOVERING;
      case RUNNING -> RUNNING;
      case IDLE -> IDLE;
    };
  }
}
