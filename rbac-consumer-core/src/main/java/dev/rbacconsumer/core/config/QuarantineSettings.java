package dev.rbacconsumer.core.config;

import java.util.Set;

/**
 * Options of the quarantine.
 *
 * @param isOn whether there is one: records that were parked earlier are taken into account
 * @param serialRelations relations, in their stored form, of which every tuple depends on the order
 *     of all records, such as those that deny: a record with one waits behind every parked record,
 *     and every record behind it waits for it while it is parked
 * @param parksByKey whether an invalid record whose tuples cannot be read is parked, and every
 *     later one with the same key; otherwise it blocks the partition
 * @param maxRecords most parked records of one partition, at least 1
 * @param maxBytes largest size of the parked records of one partition, in bytes, at least 1
 */
public record QuarantineSettings(
    boolean isOn, Set<String> serialRelations, boolean parksByKey, int maxRecords, long maxBytes) {
  /** Most parked records of a partition by default. */
  public static final int DEFAULT_MAX_RECORDS = 1_000;

  /** Largest size of the parked records of a partition by default, in bytes. */
  public static final long DEFAULT_MAX_BYTES = 8L * 1024 * 1024;

  /** There is no quarantine. */
  public static final QuarantineSettings OFF =
      new QuarantineSettings(false, Set.of(), false, DEFAULT_MAX_RECORDS, DEFAULT_MAX_BYTES);

  /** There is a quarantine, with the default limits. */
  public static final QuarantineSettings ON =
      new QuarantineSettings(true, Set.of(), false, DEFAULT_MAX_RECORDS, DEFAULT_MAX_BYTES);

  public QuarantineSettings {
    if (maxRecords < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "quarantine: want limits of at least 1, got %d records, %d bytes"
              .formatted(maxRecords, maxBytes));
    }
    serialRelations = Set.copyOf(serialRelations);
  }
}
