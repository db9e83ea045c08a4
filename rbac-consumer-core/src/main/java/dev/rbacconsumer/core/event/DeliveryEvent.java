package dev.rbacconsumer.core.event;

import java.util.function.Function;

/**
 * An event of delivery. Each belongs to one of four groups. The list is open: an observer ignores
 * events that it does not know, as a {@link SelectiveObserver} does.
 */
public sealed interface DeliveryEvent
    permits RecordEvent, PartitionEvent, WitnessEvent, InstanceEvent {
  /**
   * Calls one method of one of the visitors: the method of this kind of event. It is what a {@code
   * switch} over all kinds would be, without a default branch.
   */
  void accept(
      RecordEvent.Visitor records,
      PartitionEvent.Visitor partitions,
      WitnessEvent.Visitor witnesses,
      InstanceEvent.Visitor instance);

  /** Calls the method of this kind of event. */
  default void accept(Visitor visitor) {
    accept(visitor, visitor, visitor, visitor);
  }

  /** Returns what the function of its group makes of this event. */
  <R> R match(
      Function<RecordEvent, R> ofRecord,
      Function<PartitionEvent, R> ofPartition,
      Function<WitnessEvent, R> ofWitness,
      Function<InstanceEvent, R> ofInstance);

  /** Handles each kind of event. A new kind has a new method. */
  interface Visitor
      extends RecordEvent.Visitor,
          PartitionEvent.Visitor,
          WitnessEvent.Visitor,
          InstanceEvent.Visitor {}
}
