package dev.rbacconsumer.core.metrics;

/** Values of labels that several metrics share. */
final class Labels {
  static final String SUCCESS = "success";
  static final String FAILURE = "failure";
  static final String DRY_RUN = "dry_run";
  static final String SKIPPED = "skipped";
  static final String DEAD_LETTERED = "dead_lettered";
  static final String ADDED = "added";
  static final String REMOVED = "removed";

  private Labels() {}
}
