package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where records come from and where progress is kept: one member of one consumer group. Confined to
 * one thread, but for {@link #wake}. A partition delivers its records in offset order, from the
 * position last set by {@link #seek}, each once; before the first, it delivers nothing.
 *
 * <p>A source never sets a position by itself: where the log has nothing at the position where
 * reading stands, it says so ({@link AssignmentListener#positionsOutOfRange}), and also where it
 * cannot read what is there ({@link AssignmentListener#unreadable}).
 */
public interface MessageSource {
  /** Joins the group. Called once, before anything else. */
  void open(AssignmentListener listener);

  /**
   * Waits for records and keeps the membership alive; assignments and the ends of commits are told
   * from within. To be called again and again, also while every partition is paused.
   *
   * @param atMost longest wait; {@link #wake} ends it early
   * @return records of partitions that are assigned and not paused; may be empty
   * @throws SourceException when the source cannot be read; nothing was delivered, and what was
   *     read comes with a later poll
   */
  List<SourceRecord> poll(Duration atMost) throws SourceException;

  /** Stops delivering records of these partitions, which must be assigned. */
  void pause(Set<PartitionId> partitions);

  /** Delivers records of these partitions again. */
  void resume(Set<PartitionId> partitions);

  /**
   * Begins to read what the group has committed, and what there is to read, and returns at once.
   * Everything the answer holds is read after this call began. Moves nothing.
   *
   * @param partitions assigned ones
   * @param callback called within a bounded time: from within this call or from a later {@link
   *     #poll}
   */
  void requestCommittedStates(Set<PartitionId> partitions, CommittedStatesCallback callback);

  /**
   * Settings of a topic, as they were when last looked at: with every answer to {@link
   * #requestCommittedStates}, and regularly while partitions of the topic are assigned. Answers at
   * once.
   *
   * @return empty where the source cannot tell
   */
  default Optional<TopicSettings> topicSettings(String topic) {
    return Optional.empty();
  }

  /**
   * Goes on reading elsewhere.
   *
   * @param positions of assigned partitions
   * @throws SourceException when that may not have happened; nothing is delivered from where it did
   *     not
   */
  void seek(Map<PartitionId, CommitPosition> positions) throws SourceException;

  /**
   * How far each partition has been read: behind the last record that was delivered, and behind
   * what follows it and is no record. Answers at once.
   *
   * @param partitions assigned ones
   * @return of those of which it is known now
   * @throws SourceException when the positions cannot be told
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

  /** Ends the poll in progress, or the next one. The only method that any thread may call. */
  void wake();

  /**
   * Leaves the group. Partitions still assigned are reported as revoked from within. Never throws.
   *
   * @param atMost longest wait
   */
  void close(Duration atMost);
}
