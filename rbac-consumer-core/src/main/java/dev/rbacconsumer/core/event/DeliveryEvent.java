package dev.rbacconsumer.core.event;

import java.util.function.Function;

/**
 * Something that happened during delivery, such as an applied record or a lost fence. Each event
 * belongs to one of four groups. Later versions may add kinds: an observer ignores those that it
 * does not know, as a {@link SelectiveObserver} does.
 */
public sealed interface DeliveryEvent
    permits RecordEvent, PartitionEvent, StoreMarkEvent, InstanceEvent {
  /**
   * Calls the method for this kind of event, on the visitor of its group. It replaces a {@code
   * switch} over all kinds without a default branch.
   */
  void accept(
      RecordEvent.Visitor records,
      PartitionEvent.Visitor partitions,
      StoreMarkEvent.Visitor storeMarks,
      InstanceEvent.Visitor instance);

  /** Calls the visitor's method for this kind of event. */
  default void accept(Visitor visitor) {
    accept(visitor, visitor, visitor, visitor);
  }

  /** Applies the function of its group to this event, and returns the result. */
  <R> R match(
      Function<RecordEvent, R> ofRecord,
      Function<PartitionEvent, R> ofPartition,
      Function<StoreMarkEvent, R> ofStoreMark,
      Function<InstanceEvent, R> ofInstance);

  /** Handles each kind of event. A new kind has a new method. */
  interface Visitor
      extends RecordEvent.Visitor,
          PartitionEvent.Visitor,
          StoreMarkEvent.Visitor,
          InstanceEvent.Visitor {}
}
