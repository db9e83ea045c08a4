package dev.rbacconsumer.core.event;

import java.util.Locale;

/**
 * Actions that delivery would take on a record, as a dry run reports them. The labels are public:
 * metrics and the status use them.
 */
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
  /** Park it in the quarantine, as the policy of its failure says. */
  QUARANTINE,
  /** Block its partition, as the policy of its failure says. */
  BLOCK,
  /** End the instance, as the policy of its failure says. */
  STOP;

  /** Returns the stable word for logs, metrics and the status. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
