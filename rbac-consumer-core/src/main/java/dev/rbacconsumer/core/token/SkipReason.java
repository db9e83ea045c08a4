package dev.rbacconsumer.core.token;

/** Reasons for which there is no token to store; used as a label of metrics. */
public enum SkipReason {
  /** The event names no organisation, or the text {@code None}. */
  NO_ORG("no_org"),
  /** The store gave no token. */
  NO_TOKEN("no_token"),
  /** No row of the table has this organisation. */
  UNKNOWN_TENANT("unknown_tenant");

  private final String label;

  SkipReason(String label) {
    this.label = label;
  }

  /** Returns the stable word for metrics. */
  public String label() {
    return label;
  }
}
