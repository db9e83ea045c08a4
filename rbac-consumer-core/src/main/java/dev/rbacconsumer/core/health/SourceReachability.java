package dev.rbacconsumer.core.health;

/** Result of the last check whether the source of records can be reached. Immutable. */
public interface SourceReachability {
  /** Returns whether a consumer could read. */
  boolean isConnected();

  /**
   * Returns the result in words for an operator, without a full stop; the same as long as the
   * result is the same, and free of secrets.
   */
  String words();
}
