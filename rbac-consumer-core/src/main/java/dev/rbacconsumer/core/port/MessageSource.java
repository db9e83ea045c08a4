package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.record.TopicSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads records and commits offsets as one member of one consumer group. Confined to one thread,
 * except for {@link #wake}. A partition delivers its records in offset order, from the position
 * last set by {@link #seek}, each once; before the first, it delivers nothing.
 *
 * <p>A source never sets a position by itself: it reports a read position at which the log holds
 * nothing ({@link AssignmentListener#positionsOutOfRange}) and a batch that it cannot read ({@link
 * AssignmentListener#unreadable}).
 */
public interface MessageSource {
  /** Joins the group. Called once, before anything else. */
  void open(AssignmentListener listener);

  /**
   * Waits for records and keeps the membership alive; changes of the assignment and results of
   * commits are reported within this call. The caller repeats it, also while every partition is
   * paused.
   *
   * @param atMost longest wait; {@link #wake} ends it early
   * @return records of partitions that are assigned and not paused; may be empty
   * @throws SourceException when the source cannot be read; nothing was delivered, and what was
   *     read comes with a later poll
   */
  List<SourceRecord> poll(Duration atMost) throws SourceException;

  /** Stops delivering records of these partitions, which must be assigned. */
  void pause(Set<PartitionId> partitions);

  /** Resumes the delivery of records of these partitions. */
  void resume(Set<PartitionId> partitions);

  /**
   * Requests the commits of the group and the offsets of the logs, and returns at once. Everything
   * in the answer is read after this call began. Changes no position.
   *
   * @param partitions assigned ones
   * @param callback called within a bounded time: from within this call or from a later {@link
   *     #poll}, which then does not wait for records, since the partitions may be paused until it
   *     has returned
   */
  void requestCommittedStates(Set<PartitionId> partitions, CommittedStatesCallback callback);

  /**
   * Returns the settings of a topic as last read: with every answer to {@link
   * #requestCommittedStates}, and regularly while partitions of the topic are assigned. Returns at
   * once.
   *
   * @return empty where the source does not know them
   */
  default Optional<TopicSettings> topicSettings(String topic) {
    return Optional.empty();
  }

  /**
   * Sets the read positions of partitions.
   *
   * @param positions of assigned partitions
   * @throws SourceException when a position may not have been set; such a partition delivers
   *     nothing
   */
  void seek(Map<PartitionId, CommitPosition> positions) throws SourceException;

  /**
   * Returns the read position of each partition: behind the last record that was delivered, and
   * behind offsets after it that hold no record. Returns at once.
   *
   * @param partitions assigned ones
   * @return the positions that are known now
   * @throws SourceException when the positions cannot be read
   */
  Map<PartitionId, CommitPosition> positions(Set<PartitionId> partitions) throws SourceException;

  /**
   * Starts a commit and returns at once.
   *
   * @param commits of partitions that are assigned
   * @param callback called from a later {@link #poll} or {@link #commitNow}
   */
  void commitLater(Map<PartitionId, Commit> commits, CommitCallback callback);

  /**
   * Commits and waits until it is durable. Commits started earlier are finished first.
   *
   * @param commits of partitions that are assigned or being revoked
   * @param atMost longest wait
   * @throws SourceException when it may not be durable; also when the membership is not certain, as
   *     after a long pause of the process: nothing is sent then
   */
  void commitNow(Map<PartitionId, Commit> commits, Duration atMost) throws SourceException;

  /**
   * Ends the poll in progress, or the next one. This is the only method that any thread may call.
   */
  void wake();

  /**
   * Leaves the group. Partitions that are still assigned are reported as revoked within this call.
   * Never throws.
   *
   * @param atMost longest wait
   */
  void close(Duration atMost);
}
