package dev.rbacconsumer.kafka.internal.group;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.checkpoint.FailureHistory;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A partition of the group, as it can be seen from outside. Empty values are unknown, unless stated
 * otherwise.
 *
 * @param id the partition
 * @param owner member that has it; empty if no member has
 * @param commit commit of the group; empty if there is none yet
 * @param log offsets of its log
 * @param topicId id of the topic now
 * @param oldest time of the oldest record that is not committed; empty also if there is none
 * @param retention age at which retention deletes records; empty also if it does not
 * @param at time of the reading
 */
public record GroupPartition(
    PartitionId id,
    Optional<GroupMember> owner,
    Optional<Commit> commit,
    Optional<LogOffsets> log,
    Optional<String> topicId,
    Optional<Instant> oldest,
    Optional<Duration> retention,
    Instant at) {

  /** Returns a copy with another time of the oldest record that is not committed. */
  GroupPartition withOldest(Optional<Instant> other) {
    return new GroupPartition(id, owner, commit, log, topicId, other, retention, at);
  }

  /** Returns the state that matters most; a worse one hides others. */
  public GroupPartitionState state() {
    if (isLost()) {
      return GroupPartitionState.DATA_LOSS;
    } else if (paused().isPresent()) {
      return GroupPartitionState.PAUSED;
    } else if (failed().isPresent()) {
      return GroupPartitionState.BLOCKED;
    } else if (owner.isEmpty()) {
      return GroupPartitionState.UNOWNED;
    } else if (log.isEmpty()) {
      return GroupPartitionState.UNKNOWN;
    } else if (replay().isPresent()) {
      return GroupPartitionState.REPLAYING;
    } else if (position() >= log.get().end()) {
      return GroupPartitionState.IDLE;
    }
    return isReadable() ? GroupPartitionState.RUNNING : GroupPartitionState.WAITING_FOR_TRANSACTION;
  }

  /** Returns what the commit says beside its position; empty if it says nothing. */
  public Optional<CommitMetadata> mark() {
    return commit.flatMap(CommitMetadata::of);
  }

  /** Returns how the next record has failed; empty if it has not. */
  public Optional<FailureHistory> failed() {
    return mark()
        .flatMap(it -> it.notes().failed())
        .filter(it -> commit.filter(by -> by.position().covers(it.offset())).isEmpty());
  }

  /** Returns the pause by an operator; empty if the partition is not paused. */
  public Optional<OperatorPause> paused() {
    return mark().flatMap(it -> it.notes().paused());
  }

  /** Returns the replay that is under way; empty if there is none. */
  public Optional<ReplayRange> replay() {
    return mark().flatMap(CommitMetadata::replay);
  }

  /**
   * Returns the address of the admin server that the last owner published; empty if it published
   * none.
   */
  public Optional<String> adminUrl() {
    return mark().flatMap(it -> it.notes().adminUrl());
  }

  /** Returns the number of records that are not committed. */
  public Optional<Long> lag() {
    return log.filter(it -> !isLost()).map(it -> Math.max(0, it.end() - position()));
  }

  /** Returns the age of the oldest record that is not committed; zero if there is none. */
  public Optional<Duration> behind() {
    if (lag().filter(it -> it == 0).isPresent()) {
      return Optional.of(Duration.ZERO);
    }
    return oldest.map(it -> it.isBefore(at) ? Duration.between(it, at) : Duration.ZERO);
  }

  /**
   * Returns the time until retention deletes the oldest record that is not committed, below zero if
   * it may at any time; empty also if there is no such record or no limit on its age.
   */
  public Optional<Duration> retentionLeft() {
    return oldest.isEmpty() || retention.isEmpty()
        ? Optional.empty()
        : behind().map(retention.get()::minus);
  }

  /** Returns whether there are records that can be read and are not committed. */
  boolean isReadable() {
    return log.filter(it -> readFrom() < it.readable()).isPresent();
  }

  /** Returns the offset of the first record that is not committed and may be in the log. */
  long readFrom() {
    return Math.max(position(), log.map(LogOffsets::begin).orElse(0L));
  }

  /** Returns the position of the commit; without one, a consumer begins where the log does. */
  private long position() {
    return commit
        .map(it -> it.position().value())
        .orElseGet(() -> log.map(LogOffsets::begin).orElse(0L));
  }

  private boolean isLost() {
    boolean isOutside =
        commit.isPresent()
            && log.filter(it -> position() < it.begin() || position() > it.end()).isPresent();
    Optional<String> logOfCommit = mark().flatMap(CommitMetadata::log);
    boolean isOther =
        logOfCommit.isPresent() && topicId.isPresent() && !logOfCommit.equals(topicId);
    return isOutside || isOther;
  }
}
