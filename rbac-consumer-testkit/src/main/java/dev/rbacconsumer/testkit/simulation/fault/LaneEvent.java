package dev.rbacconsumer.testkit.simulation.fault;

/** Events that can occur at a lane at any moment. */
public enum LaneEvent {
  /** Records arrive. */
  RECORDS_OFFERED,
  /** Its group's position was read. */
  POSITIONED,
  /** The log has no records at the position of its partition. */
  OUT_OF_RANGE,
  /** The next record of its partition cannot be read. */
  UNREADABLE,
  /** A commit of its partition became durable, and the lane is notified. */
  COMMIT_ACKNOWLEDGED,
  /** A commit of its partition failed. */
  COMMIT_FAILED,
  /** Its partition moves to another member, with notice. */
  REVOKED,
  /** Its partition moved to another member, without notice. */
  LOST,
  /** Its instance stops in order. */
  STOPPED,
  /** Its instance crashes. */
  CRASHED,
  /** Another owner takes its fence. */
  FENCE_TAKEN
}
