package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.LaneStage;
import java.util.Locale;

/** Conditions of a partition. The labels are public. */
public enum PartitionCondition {
  /** In a dry run: records are read and checked, and not applied. */
  DRY_RUN,
  /** Its lock is being taken. */
  FENCING,
  /** Its lock is held; the start position is not known yet. */
  POSITIONING,
  /** Records that the store may have seen are replayed by last word. */
  REPLAYING,
  /** Records that an earlier owner may have applied are applied again, as one change. */
  RECOVERING,
  /** Records are applied. */
  RUNNING,
  /** All records that were read are applied or skipped. */
  IDLE,
  /**
   * All records that were read are applied or skipped. Whether there are more is unknown, because
   * the source does not answer, or not about this partition.
   */
  UNKNOWN,
  /** All readable records are applied or skipped; an open transaction hides further ones. */
  WAITING_FOR_TRANSACTION,
  /**
   * A record failed, a batch cannot be read, a mark that must come first cannot be written, or a
   * replay cannot continue; later records wait until the problem is solved.
   */
  BLOCKED,
  /** An operator has paused it; a record may have blocked it before. */
  PAUSED,
  /** The log no longer holds the next record, or the store has lost applied changes. */
  DATA_LOSS,
  /** Its lane is stalled. */
  STALLED,
  /** The instance ends because of a record, under a policy. */
  STOPPED;

  /** Returns the stable word for the status. */
  public String label() {
    return this == DRY_RUN ? DeliveryMode.DRY_RUN.label() : name().toLowerCase(Locale.ROOT);
  }

  /** Returns the condition of a partition without a problem, whose lane is at this stage. */
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
