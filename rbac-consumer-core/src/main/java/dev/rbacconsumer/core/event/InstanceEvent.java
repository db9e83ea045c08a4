package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.TopicSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Delivery event that concerns the whole instance, its source thread, or several partitions. */
public sealed interface InstanceEvent extends DeliveryEvent {
  /**
   * Returns the partition whose lane the event concerns; empty if it does not concern a single
   * lane.
   */
  default Optional<PartitionId> partition() {
    return Optional.empty();
  }

  /** Calls the visitor's method for this kind of event. */
  void accept(Visitor visitor);

  @Override
  default void accept(
      RecordEvent.Visitor records,
      PartitionEvent.Visitor partitions,
      StoreMarkEvent.Visitor storeMarks,
      InstanceEvent.Visitor instance) {
    accept(instance);
  }

  @Override
  default <R> R match(
      Function<RecordEvent, R> ofRecord,
      Function<PartitionEvent, R> ofPartition,
      Function<StoreMarkEvent, R> ofStoreMark,
      Function<InstanceEvent, R> ofInstance) {
    return ofInstance.apply(this);
  }

  /**
   * Partitions were assigned to this consumer.
   *
   * @param partitions the newly assigned partitions
   */
  record Assigned(Set<PartitionId> partitions) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onAssigned(this);
    }
  }

  /**
   * Partitions were revoked from this consumer, after a last commit.
   *
   * @param partitions the revoked partitions
   */
  record Revoked(Set<PartitionId> partitions) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onRevoked(this);
    }
  }

  /**
   * Partitions were lost without notice: the membership in the group had ended.
   *
   * @param partitions the lost partitions
   */
  record Lost(Set<PartitionId> partitions) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onLost(this);
    }
  }

  /**
   * A commit failed and may not be durable; it is tried again while the partitions are assigned
   * here.
   *
   * @param partitions the partitions whose positions it carried
   * @param message reason
   */
  record CommitFailed(Set<PartitionId> partitions, String message) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onCommitFailed(this);
    }
  }

  /**
   * The source was polled. Happens at least once in every poll timeout, also while idle.
   *
   * @param records number of records received
   */
  record Polled(int records) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onPolled(this);
    }
  }

  /**
   * A read of the source failed; it is tried again.
   *
   * @param message reason and remedy
   */
  record SourceFailed(String message) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onSourceFailed(this);
    }
  }

  /**
   * The settings of a topic became known, have changed, or cannot be read any more.
   *
   * @param topic name of the topic
   * @param settings settings of the topic; empty if they cannot be read
   */
  record TopicSettingsRead(String topic, Optional<TopicSettings> settings)
      implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onTopicSettingsRead(this);
    }
  }

  /**
   * A thread is stalled: neither a wait nor a call within its timeout explains the lack of
   * progress. Reported once per stall.
   *
   * @param partition partition of the stalled lane; empty for the source thread
   * @param doing last activity of the thread, in a few words
   * @param overdue time since this activity should have ended, above zero
   * @param progress progress of the partition or the instance so far
   */
  record Stalled(Optional<PartitionId> partition, String doing, Duration overdue, Progress progress)
      implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onStalled(this);
    }
  }

  /**
   * A stalled thread makes progress again. Not reported for a partition that is no longer assigned.
   *
   * @param partition partition of the lane; empty for the source thread
   */
  record StallEnded(Optional<PartitionId> partition) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onStallEnded(this);
    }
  }

  /**
   * Delivery of this instance has ended because of a defect or a policy.
   *
   * @param thrown the cause
   */
  record DeliveryFailed(Throwable thrown) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onDeliveryFailed(this);
    }
  }

  /** Handles each kind of event of the instance. A new kind has a new method. */
  interface Visitor {
    void onAssigned(Assigned event);

    void onRevoked(Revoked event);

    void onLost(Lost event);

    void onCommitFailed(CommitFailed event);

    void onPolled(Polled event);

    void onSourceFailed(SourceFailed event);

    void onTopicSettingsRead(TopicSettingsRead event);

    void onStalled(Stalled event);

    void onStallEnded(StallEnded event);

    void onDeliveryFailed(DeliveryFailed event);
  }
}
