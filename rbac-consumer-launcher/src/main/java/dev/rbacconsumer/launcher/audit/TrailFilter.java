package dev.rbacconsumer.launcher.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Selects entries of the audit trail. An empty component selects all.
 *
 * @param since earliest time
 * @param until latest time
 * @param partition number of the partition
 * @param action label of the action
 * @param by who acted
 * @param result label of the result; a copy of a record has none
 */
public record TrailFilter(
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<Integer> partition,
    Optional<String> action,
    Optional<String> by,
    Optional<String> result) {
  boolean matches(TrailEntry entry) {
    return since.filter(entry.at()::isBefore).isEmpty()
        && until.filter(entry.at()::isAfter).isEmpty()
        && isEqual(partition.map(String::valueOf), entry.partition())
        && isEqual(action, entry.action())
        && isEqual(by, entry.by())
        && isEqual(result, entry.isCopy() ? "" : entry.result());
  }

  private static boolean isEqual(Optional<String> wanted, String actual) {
    return wanted.isEmpty() || wanted.get().equals(actual);
  }
}
