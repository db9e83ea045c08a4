package dev.rbacconsumer.core.token;

/** Kinds of writes after an applied event; used as a label of metrics. */
public enum TokenKind {
  /** Consistency token of an organisation. */
  TOKEN("token"),
  /** Notification of a waiting program. */
  NOTIFICATION("notification");

  private final String label;

  TokenKind(String label) {
    this.label = label;
  }

  /** Returns the stable word for metrics. */
  public String label() {
    return label;
  }
}
