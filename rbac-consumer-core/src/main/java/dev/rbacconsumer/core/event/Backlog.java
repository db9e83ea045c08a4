package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.record.CommitPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Snapshot of one partition: its settled position and its records that are read and not applied.
 *
 * <p>The age of a record is the time since its timestamp, by the time of day, and never less than
 * the time since its lane started on it: a missing or future timestamp hides no wait.
 *
 * @param stage stage of its lane
 * @param settled position below which every record is applied or skipped by this instance; empty
 *     while unknown
 * @param queuedRecords number of records that were read and are not started
 * @param queuedBytes size of these records, in bytes
 * @param windowLeft number of offsets that may still be applied before a further commit is durable
 * @param oldest age of the first record that was read and is not applied; zero if there is none,
 *     empty while the start position is unknown
 * @param oldestRemoval age of the first of these records that removes tuples or may remove some: a
 *     record that cannot be decoded counts as a removal; zero if there is none, empty while the
 *     start position is unknown
 * @param replayLeft number of offsets that a replay must still read, in both of its passes; empty
 *     if no replay is in progress
 * @param newest age of the last of these records; empty if there is none
 * @param readTo position behind the last record that was read; empty while unknown
 * @param batchLimit number of messages that may be applied as one change now, at least 1
 */
public record Backlog(
    LaneStage stage,
    Optional<CommitPosition> settled,
    int queuedRecords,
    long queuedBytes,
    long windowLeft,
    Optional<Duration> oldest,
    Optional<Duration> oldestRemoval,
    OptionalLong replayLeft,
    Optional<Duration> newest,
    Optional<CommitPosition> readTo,
    int batchLimit) {
  /** Creates a snapshot of a partition of which only the first records are known. */
  public Backlog(
      LaneStage stage,
      Optional<CommitPosition> settled,
      int queuedRecords,
      long queuedBytes,
      long windowLeft,
      Optional<Duration> oldest,
      Optional<Duration> oldestRemoval,
      OptionalLong replayLeft) {
    this(
        stage,
        settled,
        queuedRecords,
        queuedBytes,
        windowLeft,
        oldest,
        oldestRemoval,
        replayLeft,
        Optional.empty(),
        Optional.empty(),
        1);
  }

  /** Creates a snapshot of a partition without a replay. */
  public Backlog(
      LaneStage stage,
      Optional<CommitPosition> settled,
      int queuedRecords,
      long queuedBytes,
      long windowLeft,
      Optional<Duration> oldest,
      Optional<Duration> oldestRemoval) {
    this(
        stage,
        settled,
        queuedRecords,
        queuedBytes,
        windowLeft,
        oldest,
        oldestRemoval,
        OptionalLong.empty());
  }

  /** Returns a copy with the age of the oldest removal. */
  public Backlog withOldestRemoval(Duration age) {
    return new Backlog(
        stage,
        settled,
        queuedRecords,
        queuedBytes,
        windowLeft,
        oldest,
        Optional.of(age),
        replayLeft,
        newest,
        readTo,
        batchLimit);
  }
}
