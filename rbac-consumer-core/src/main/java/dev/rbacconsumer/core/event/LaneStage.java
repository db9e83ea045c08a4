package dev.rbacconsumer.core.event;

/** Stages of a lane, in the order in which a lane reaches them, whether they succeed or not. */
public enum LaneStage {
  /** The fence of the partition is not held: not yet, or no longer. */
  FENCING,
  /** The fence is held; the start position is not known yet. */
  POSITIONING,
  /** Records that the store may have seen are replayed by last word. */
  REPLAYING,
  /** Records that an earlier owner may have applied are read, folded and applied as one change. */
  RECOVERING,
  /** Records are being processed or wait in the queue. */
  RUNNING,
  /** Every record that was read is applied or skipped. */
  IDLE
}
