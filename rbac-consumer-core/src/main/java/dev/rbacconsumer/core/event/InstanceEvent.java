package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.TopicSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** An event that concerns the whole instance, its source thread, or several partitions. */
public sealed interface InstanceEvent extends DeliveryEvent {
  /** Returns the partition whose lane is concerned; empty where it is not one lane. */
  default Optional<PartitionId> partition() {
    return Optional.empty();
  }

  /** Calls the method of this kind of event. */
  void accept(Visitor visitor);

  @Override
  default void accept(
      RecordEvent.Visitor records,
      PartitionEvent.Visitor partitions,
      WitnessEvent.Visitor witnesses,
      InstanceEvent.Visitor instance) {
    accept(instance);
  }

  @Override
  default <R> R match(
      Function<RecordEvent, R> ofRecord,
      Function<PartitionEvent, R> ofPartition,
      Function<WitnessEvent, R> ofWitness,
      Function<InstanceEvent, R> ofInstance) {
    return ofInstance.apply(this);
  }

  /**
   * Partitions were assigned to this consumer.
   *
   * @param partitions the new ones
   */
  record Assigned(Set<PartitionId> partitions) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onAssigned(this);
    }
  }

  /**
   * Partitions were handed over, after a last commit.
   *
   * @param partitions those that went
   */
  record Revoked(Set<PartitionId> partitions) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onRevoked(this);
    }
  }

  /**
   * Partitions were taken without notice: the membership had been lost.
   *
   * @param partitions those that went
   */
  record Lost(Set<PartitionId> partitions) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onLost(this);
    }
  }

  /**
   * A commit may not be durable; it is tried again as long as the partitions are ours.
   *
   * @param partitions whose positions it carried
   * @param message why
   */
  record CommitFailed(Set<PartitionId> partitions, String message) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onCommitFailed(this);
    }
  }

  /**
   * The source was read once more. Comes at least once in every poll timeout, also while idle.
   *
   * @param records how many came
   */
  record Polled(int records) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onPolled(this);
    }
  }

  /**
   * The source cannot be read for now.
   *
   * @param message why, and what to do
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
   * @param topic which
   * @param settings empty where they cannot be read
   */
  record TopicSettingsRead(String topic, Optional<TopicSettings> settings)
      implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onTopicSettingsRead(this);
    }
  }

  /**
   * A thread is stalled: no wait and no call within its time explains it. Reported once.
   *
   * @param partition whose lane it is; empty for the source thread
   * @param doing what it did last, in a few words
   * @param overdue for how long that needs an explanation, above zero
   * @param progress how far it had come
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
   * @param partition whose lane it is; empty for the source thread
   */
  record StallEnded(Optional<PartitionId> partition) implements InstanceEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.onStallEnded(this);
    }
  }

  /**
   * Delivery of this instance has ended because of a defect, or of a policy that says so.
   *
   * @param thrown why
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
