package dev.rbacconsumer.core.event;

/** Mode of an instance: apply and commit records, or only report what would be done. */
public enum DeliveryMode {
  /** Records are applied, and their positions are committed. */
  DELIVER("deliver"),
  /**
   * Records are read and checked, and the planned action for each is reported. The store, handlers
   * and listeners are not called, no lock is taken and no position is committed.
   */
  DRY_RUN("dry-run");

  private final String label;

  DeliveryMode(String label) {
    this.label = label;
  }

  /** Returns the stable word for the status. */
  public String label() {
    return label;
  }
}
