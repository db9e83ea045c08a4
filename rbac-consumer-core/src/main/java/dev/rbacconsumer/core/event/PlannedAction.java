package dev.rbacconsumer.core.event;

import java.util.Locale;

/** What delivery would do with a record. The labels are public: metrics and the status use them. */
public enum PlannedAction {
  /** Write its change to the store. */
  APPLY,
  /** Call the handler of its message type. */
  HANDLE,
  /** Pass over a tombstone. */
  PASS,
  /** Skip it, as the policy of its failure says. */
  SKIP,
  /** Copy it to the dead letters, as the policy of its failure says. */
  DEAD_LETTER,
  /** Block its partition, as the policy of its failure says. */
  BLOCK,
  /** End the instance, as the policy of its failure says. */
  STOP;

  /** Stable word for logs, metrics and the status. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
