package dev.rbacconsumer.core.event;

/**
 * Kinds of listeners that are notified of applied messages; used as a label in logs and metrics.
 */
public enum AppliedListener {
  /** Listeners of type {@link dev.rbacconsumer.core.port.ConsistencyTokenListener}. */
  CONSISTENCY_TOKENS("consistency_tokens"),
  /** Listeners of type {@link dev.rbacconsumer.core.port.AppliedEventListener}. */
  APPLIED_EVENTS("applied_events");

  private final String label;

  AppliedListener(String label) {
    this.label = label;
  }

  /** Returns the stable word for logs and metrics. */
  public String label() {
    return label;
  }
}
