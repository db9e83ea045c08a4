package dev.rbacconsumer.testkit.simulation;

/** What can happen to a lane at any moment. */
public enum LaneEvent {
  /** Records arrive. */
  RECORDS_OFFERED,
  /** Its group's position was read. */
  POSITIONED,
  /** The log has nothing any more where its partition is read. */
  OUT_OF_RANGE,
  /** What comes next in its partition cannot be read. */
  UNREADABLE,
  /** A commit of its partition became durable, and it is told. */
  COMMIT_ACKNOWLEDGED,
  /** A commit of its partition failed. */
  COMMIT_FAILED,
  /** Its partition goes to somebody else, with notice. */
  REVOKED,
  /** Its partition went to somebody else, without notice. */
  LOST,
  /** Its instance stops in order. */
  STOPPED,
  /** Its instance crashes. */
  CRASHED,
  /** Somebody else takes its fence. */
  FENCE_TAKEN
}
