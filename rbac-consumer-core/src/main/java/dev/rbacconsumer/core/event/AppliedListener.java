package dev.rbacconsumer.core.event;

/** Kinds of listeners that are notified of applied messages. */
public enum AppliedListener {
  /** {@link dev.rbacconsumer.core.port.ConsistencyTokens}. */
  CONSISTENCY_TOKENS("consistency_tokens"),
  /** {@link dev.rbacconsumer.core.port.AppliedEvents}. */
  APPLIED_EVENTS("applied_events");

  private final String label;

  AppliedListener(String label) {
    this.label = label;
  }

  /** Stable word for logs and metrics. */
  public String label() {
    return label;
  }
}
