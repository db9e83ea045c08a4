package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.record.PartitionId;
import java.util.List;

/**
 * Keeps the actions of operators. What it cannot keep, it logs as an error: the action has been
 * carried out by then. Thread-safe.
 */
@FunctionalInterface
public interface AuditTrail {
  /**
   * Keeps one entry. Does not wait for other machines.
   *
   * @param partition partition that the action concerned
   * @param json the entry as a JSON object on one line
   */
  void keep(PartitionId partition, String json);

  /** Returns a trail that keeps each entry in several places. */
  static AuditTrail all(List<AuditTrail> trails) {
    List<AuditTrail> every = List.copyOf(trails);
    return (partition, json) -> every.forEach(trail -> trail.keep(partition, json));
  }
}
