package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.record.CommitPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The settled position and the unapplied records of one partition at one moment.
 *
 * <p>The age of a record is that of its timestamp, by the time of day, and never less than the time
 * since its turn came: a timestamp that is missing, or in the future, hides no wait.
 *
 * @param stage what its lane is at
 * @param settled position below which every record is settled here; empty where that is not known
 * @param queuedRecords how many records were read and wait for their turn
 * @param queuedBytes size of those
 * @param windowLeft how many offsets may still be applied before a further commit is durable
 * @param oldest age of the first record that was read and is not applied; zero where there is none,
 *     empty where it is not known yet where reading begins
 * @param oldestRemoval the same of the first record that removes tuples, or may: what is not
 *     decoded yet, or cannot be, could be a removal
 * @param replayLeft how many offsets of a replay are still to be read, in both of its passes; empty
 *     where no replay is under way
 */
public record Backlog(
    LaneStage stage,
    Optional<CommitPosition> settled,
    int queuedRecords,
    long queuedBytes,
    long windowLeft,
    Optional<Duration> oldest,
    Optional<Duration> oldestRemoval,
    OptionalLong replayLeft) {
  /** Without a replay. */
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
}
