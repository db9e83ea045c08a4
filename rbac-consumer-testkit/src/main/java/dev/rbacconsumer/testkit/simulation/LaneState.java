package dev.rbacconsumer.testkit.simulation;

/** Where a lane is when something happens to it. */
public enum LaneState {
  /** About to decide what to do. */
  READY,
  /** Has decided, and not begun. */
  DECIDED,
  /** The lock server was called, and the lane does not know the answer. */
  FENCE_ANSWERED,
  /** The store was called, and the lane does not know the answer. */
  STORE_ANSWERED,
  /** A dead letter was sent, and the lane does not know the answer. */
  LETTER_ANSWERED,
  /** Did something that calls nobody, and has not taken note of it. */
  WORKED,
  /** Waits for an attempt to be due. */
  BACKING_OFF,
  /** Waits for records, a commit or a position. */
  WAITING
}
