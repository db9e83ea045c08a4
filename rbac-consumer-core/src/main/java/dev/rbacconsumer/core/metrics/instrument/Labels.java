package dev.rbacconsumer.core.metrics.instrument;

/** Values of labels that several metrics share. */
public final class Labels {
  public static final String SUCCESS = "success";
  public static final String FAILURE = "failure";
  public static final String DRY_RUN = "dry_run";
  public static final String SKIPPED = "skipped";
  public static final String DEAD_LETTERED = "dead_lettered";
  public static final String QUARANTINED = "quarantined";
  public static final String REPEATED = "repeated";
  public static final String ERROR = "error";
  public static final String ADDED = "added";
  public static final String REMOVED = "removed";

  private Labels() {}
}
