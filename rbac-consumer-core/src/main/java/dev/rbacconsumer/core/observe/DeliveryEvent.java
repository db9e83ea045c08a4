package dev.rbacconsumer.core.observe;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.port.TopicSettings;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An event of delivery. The list is open: an observer ignores events that it does not know. */
public sealed interface DeliveryEvent {
  /**
   * Partitions were assigned to this consumer.
   *
   * @param partitions the new ones
   */
  record Assigned(Set<PartitionId> partitions) implements DeliveryEvent {}

  /**
   * A partition has its lane, which is about to be started.
   *
   * @param partition which
   * @param backlog what it has before it, at the moment of asking. Any thread may ask, at any time;
   *     the answer comes at once, and takes no more than a few instructions of the lane's time
   */
  record LaneBegun(PartitionId partition, Supplier<Backlog> backlog) implements DeliveryEvent {}

  /**
   * Partitions were handed over, after a last commit.
   *
   * @param partitions those that went
   */
  record Revoked(Set<PartitionId> partitions) implements DeliveryEvent {}

  /**
   * Partitions were taken without notice: the membership had been lost.
   *
   * @param partitions those that went
   */
  record Lost(Set<PartitionId> partitions) implements DeliveryEvent {}

  /**
   * The fence of a partition was acquired.
   *
   * @param partition whose fence it is
   * @param attempts how many it took, at least 1
   * @param elapsed how long the last attempt took
   */
  record FenceAcquired(PartitionId partition, int attempts, Duration elapsed)
      implements DeliveryEvent {}

  /**
   * An attempt to acquire the fence of a partition failed.
   *
   * @param partition whose fence it is
   * @param reason stable word for a metric label
   * @param message one sentence
   * @param attempt which attempt failed, from 1
   * @param elapsed how long it took
   * @param delay wait before the next one
   */
  record FenceNotAcquired(
      PartitionId partition,
      String reason,
      String message,
      int attempt,
      Duration elapsed,
      Duration delay)
      implements DeliveryEvent {}

  /**
   * The store refuses the fence. Nothing was written since; ownership is established afresh.
   *
   * @param partition whose fence it was
   * @param record the one that was being applied; empty where the store was being marked
   * @param message what the store said
   * @param cause what became of the fence
   */
  record FenceLost(
      PartitionId partition, Optional<SourceRecord> record, String message, Outcome.FenceLoss cause)
      implements DeliveryEvent {}

  /**
   * Log, commit and store were compared, or what they say is acted on.
   *
   * @param partition which
   * @param record the one that it is about; empty where it is about none
   * @param event what happened
   */
  record Witness(PartitionId partition, Optional<SourceRecord> record, WitnessEvent event)
      implements DeliveryEvent {}

  /**
   * An attempt to apply a record, whether it failed or succeeded in the end, may still take effect:
   * it made a call that the store has not answered. A new fence, which voids it, is taken before
   * anything newer is written. Reported once for each fence.
   *
   * @param record the first one that the attempt was for
   */
  record WriteInDoubt(SourceRecord record) implements DeliveryEvent {}

  /**
   * Reading of a partition starts.
   *
   * @param partition which
   * @param committed where, by what the group has committed or a policy has decided; empty at the
   *     first record that exists, since the group is new there
   */
  record Positioned(PartitionId partition, Optional<CommitPosition> committed)
      implements DeliveryEvent {}

  /**
   * An earlier owner may have applied records that are not committed; they are applied again as one
   * net change, before anything else.
   *
   * @param partition which
   * @param from the first offset of them
   * @param end position behind the last of them
   */
  record Recovering(PartitionId partition, CommitPosition from, CommitPosition end)
      implements DeliveryEvent {}

  /**
   * The committed position was not set by us but by a tool or by another kind of consumer. Reading
   * begins there, and nothing beyond it counts as applied.
   *
   * @param partition which
   * @param position where
   */
  record PositionSetOutside(PartitionId partition, CommitPosition position)
      implements DeliveryEvent {}

  /**
   * The log no longer holds what the group would read next, and under the policy that partition is
   * not read on. The committed position stays as it is.
   *
   * @param partition which
   * @param loss what is gone
   * @param attempt how often that was found without a break, from 1
   * @param delay wait before the next look
   */
  record DataLossBlocks(PartitionId partition, DataLoss loss, int attempt, Duration delay)
      implements DeliveryEvent {}

  /**
   * The log no longer holds what the group would read next, and under a policy that says so reading
   * goes on elsewhere.
   *
   * @param partition which
   * @param loss what is gone
   * @param position where reading goes on
   */
  record DataLossPassed(PartitionId partition, DataLoss loss, CommitPosition position)
      implements DeliveryEvent {}

  /**
   * The settings of a topic became known, have changed, or cannot be read any more.
   *
   * @param topic which
   * @param settings empty where they cannot be read
   */
  record TopicSettingsRead(String topic, Optional<TopicSettings> settings)
      implements DeliveryEvent {}

  /**
   * A batch of the log cannot be read. Its partition is blocked there, and read again later.
   *
   * @param partition which
   * @param offset of the first record that could not be read
   * @param failure of the class {@link FailureClass#UNREADABLE}
   * @param attempt how often reading there has failed, from 1
   * @param delay wait before the next attempt
   */
  record BatchUnreadable(
      PartitionId partition, Offset offset, Failure failure, int attempt, Duration delay)
      implements DeliveryEvent {}

  /**
   * A batch that could not be read has been read.
   *
   * @param partition which
   * @param offset where reading had failed
   */
  record BatchReadable(PartitionId partition, Offset offset) implements DeliveryEvent {}

  /**
   * The metadata of a commit is not ours, so it is taken for a commit by hand: nothing beyond its
   * position counts as applied. The next commit replaces it.
   *
   * @param partition which
   * @param metadata as found; anybody may have written it
   */
  record MarkUnreadable(PartitionId partition, String metadata) implements DeliveryEvent {}

  /**
   * A record's turn has come.
   *
   * @param record its first attempt is about to begin
   */
  record Started(SourceRecord record) implements DeliveryEvent {}

  /**
   * A record was decoded and is about to be handed on.
   *
   * @param record which
   * @param decoding what it turned out to be: relations or workspace
   */
  record Decoded(SourceRecord record, Decoding decoding) implements DeliveryEvent {}

  /**
   * A record is applied.
   *
   * @param record which
   * @param decoding what it was
   * @param attempts how many it took, at least 1
   * @param elapsed since its first attempt began
   */
  record Applied(SourceRecord record, Decoding decoding, int attempts, Duration elapsed)
      implements DeliveryEvent {}

  /**
   * A dry run has read and checked a record, and nothing was done with it.
   *
   * @param action what delivery would do with it
   * @param failure why it would not be applied; empty where nothing is wrong with it
   */
  record Planned(
      SourceRecord record, Decoding decoding, PlannedAction action, Optional<Failure> failure)
      implements DeliveryEvent {}

  /**
   * The store has acknowledged one change; each of its messages has an event of its own.
   *
   * @param partition whose change it was
   * @param messages how many it was made of, at least 1
   */
  record ChangeApplied(PartitionId partition, int messages) implements DeliveryEvent {}

  /**
   * A listener failed to accept an applied message. Delivery does not wait for it.
   *
   * @param record which was applied
   * @param listener who
   * @param message one sentence
   */
  record ListenerFailed(SourceRecord record, AppliedListener listener, String message)
      implements DeliveryEvent {}

  /** A tombstone was passed over. */
  record TombstonePassed(SourceRecord record) implements DeliveryEvent {}

  /** A record that had failed makes progress: a part of its change is applied, and more follows. */
  record GotOn(SourceRecord record) implements DeliveryEvent {}

  /**
   * A record was given up under a policy that says so.
   *
   * @param record which
   * @param failure why
   */
  record Skipped(SourceRecord record, Failure failure) implements DeliveryEvent {}

  /**
   * A record will be set aside under a policy that says so; it blocks its partition until that is
   * done.
   *
   * @param record which
   * @param failure why
   */
  record Condemned(SourceRecord record, Failure failure) implements DeliveryEvent {}

  /**
   * A record is safe among the dead letters.
   *
   * @param record which
   * @param failure why it was set aside
   */
  record DeadLettered(SourceRecord record, Failure failure) implements DeliveryEvent {}

  /**
   * The instance ends because of a record, under a policy that says so.
   *
   * @param record which
   * @param failure why
   */
  record Stopped(SourceRecord record, Failure failure) implements DeliveryEvent {}

  /**
   * An attempt failed; the record blocks its partition until one succeeds.
   *
   * @param record which
   * @param metadata what is known about its event
   * @param failure why
   * @param violation the first fault of the message, where the message is at fault
   * @param attempt which attempt failed, from 1
   * @param delay wait before the next one
   */
  record Retrying(
      SourceRecord record,
      EventMetadata metadata,
      Failure failure,
      @Nullable Violation violation,
      int attempt,
      Duration delay)
      implements DeliveryEvent {}

  /**
   * A commit is durable.
   *
   * @param partition which
   * @param position every record below it is settled
   */
  record Committed(PartitionId partition, CommitPosition position) implements DeliveryEvent {}

  /**
   * A commit may not be durable; it is tried again as long as the partitions are ours.
   *
   * @param partitions whose positions it carried
   * @param message why
   */
  record CommitFailed(Set<PartitionId> partitions, String message) implements DeliveryEvent {}

  /**
   * The source was read once more. Comes at least once in every poll timeout, also while idle.
   *
   * @param records how many came
   */
  record Polled(int records) implements DeliveryEvent {}

  /**
   * The source cannot be read for now.
   *
   * @param message why, and what to do
   */
  record SourceFailed(String message) implements DeliveryEvent {}

  /**
   * A thread is stalled: no wait and no call within its time explains it. Reported once.
   *
   * @param partition whose lane it is; empty for the source thread
   * @param doing what it did last, in a few words
   * @param overdue for how long that needs an explanation, above zero
   * @param progress how far it had come
   */
  record Stalled(Optional<PartitionId> partition, String doing, Duration overdue, Progress progress)
      implements DeliveryEvent {}

  /**
   * A stalled thread makes progress again. Not reported for a partition that is no longer assigned.
   *
   * @param partition whose lane it is; empty for the source thread
   */
  record StallEnded(Optional<PartitionId> partition) implements DeliveryEvent {}

  /**
   * A lane did not end in time. Its writes are void once the next owner holds the fence.
   *
   * @param partition whose lane it is
   */
  record LaneOverdue(PartitionId partition) implements DeliveryEvent {}

  /**
   * A port threw what no port may throw: its adapter has a defect. The call is made again, except
   * for a listener's; meanwhile the partition is blocked, and nothing else is.
   *
   * @param partition whose lane made the call
   * @param record the call was for; empty where it was for the lock of the partition
   * @param port words for an operator, such as {@code relation sink}
   * @param thrown what it threw
   */
  record PortFailed(
      PartitionId partition, Optional<SourceRecord> record, String port, Throwable thrown)
      implements DeliveryEvent {}

  /**
   * A lane has ended because of a defect. The instance is about to end.
   *
   * @param partition whose lane it was
   * @param record it worked on; empty where it worked on none
   * @param thrown the defect
   */
  record LaneFailed(PartitionId partition, Optional<SourceRecord> record, Throwable thrown)
      implements DeliveryEvent {}

  /**
   * Delivery of this instance has ended because of a defect, or of a policy that says so.
   *
   * @param thrown why
   */
  record DeliveryFailed(Throwable thrown) implements DeliveryEvent {}
}
