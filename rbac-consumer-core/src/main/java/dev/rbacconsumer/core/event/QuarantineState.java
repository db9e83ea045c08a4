package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.record.Offset;
import java.time.Instant;
import java.util.Optional;

/**
 * Size and first record of the quarantine of one partition.
 *
 * @param records number of parked records
 * @param bytes their size in bytes
 * @param first offset of the first of them; empty if there is none
 * @param since time at which the first one was parked; empty if there is none
 * @param problem why the quarantine cannot be read, so that nothing is applied; empty if it can,
 *     and otherwise the other values are of no meaning
 */
public record QuarantineState(
    int records,
    long bytes,
    Optional<Offset> first,
    Optional<Instant> since,
    Optional<String> problem) {
  /** Nothing is parked. */
  public static final QuarantineState EMPTY =
      new QuarantineState(0, 0, Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns the state of a quarantine that cannot be read. */
  public static QuarantineState unknown(String problem) {
    return new QuarantineState(0, 0, Optional.empty(), Optional.empty(), Optional.of(problem));
  }
}
