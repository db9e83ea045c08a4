package dev.rbacconsumer.testkit.simulation.scaling;

/** Reason for which a partition got no message applied for a while. */
public enum Pause {
  /** The partition stayed with its owner. */
  STAYED,
  /** The partition went to another owner, by a join or an orderly leave. */
  HANDED_OVER,
  /** The partition went to another owner after the session timeout of a silent one. */
  OWNER_FAILED,
  /** The partition went to an owner that was silent before, and takes part again. */
  OWNER_RESUMED
}
