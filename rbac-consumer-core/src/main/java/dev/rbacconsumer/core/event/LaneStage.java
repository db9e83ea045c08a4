package dev.rbacconsumer.core.event;

/** Stages of a lane, in the order in which a lane reaches them, whether they succeed or not. */
public enum LaneStage {
  /** The partition is not ours to write yet, or no more. */
  FENCING,
  /** It is ours; where reading begins is not known yet. */
  POSITIONING,
  /** Records that the store may have seen before are replayed by last word. */
  REPLAYING,
  /** What an earlier owner may have applied is read and folded, and applied as one change. */
  RECOVERING,
  /** Records are in work, or wait for their turn. */
  RUNNING,
  /** All that was read is settled. */
  IDLE
}
