package dev.rbacconsumer.core.token;

/** Reasons for which a token or a notification is lost; used as a label of metrics. */
public enum DropReason {
  /** The queue was full, and this entry was the oldest. */
  QUEUE_FULL("queue_full"),
  /** Its partition moved to another owner, who may have written a newer token. */
  PARTITION_MOVED("partition_moved"),
  /** The database refuses the value. */
  DATA_ERROR("data_error"),
  /** A text of the event is longer than the limit, or cannot be stored. */
  REFUSED("refused"),
  /** The brokers did not take it. */
  SEND_FAILED("send_failed"),
  /** The process ended before it was written. */
  SHUTDOWN("shutdown");

  private final String label;

  DropReason(String label) {
    this.label = label;
  }

  /** Returns the stable word for metrics. */
  public String label() {
    return label;
  }
}
