package dev.rbacconsumer.testkit.simulation.fault;

/** State of a lane when an event occurs. */
public enum LaneState {
  /** The lane is about to decide on its next action. */
  READY,
  /** The lane has decided, and not started. */
  DECIDED,
  /** The lock server was called, and the lane has not processed the answer. */
  FENCE_ANSWERED,
  /** The store was called, and the lane has not processed the answer. */
  STORE_ANSWERED,
  /** A dead letter was sent, and the lane has not processed the answer. */
  LETTER_ANSWERED,
  /** The lane finished an action without a call, and has not recorded it. */
  WORKED,
  /** The lane waits until an attempt is due. */
  BACKING_OFF,
  /** The lane waits for records, a commit or a position. */
  WAITING
}
