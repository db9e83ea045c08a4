package dev.rbacconsumer.core.applied;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** State of one event, as far as this instance remembers it. */
public sealed interface EventState {
  /** Returns the id of the event. */
  String eventId();

  /** Returns whether the state is final: the event is applied, or will never be. */
  default boolean isSettled() {
    return match(applied -> true, passedOver -> true, waiting -> false, unknown -> false);
  }

  /** Applies the function for this state, and returns its result. */
  default <R> R match(
      Function<Applied, R> applied,
      Function<PassedOver, R> passedOver,
      Function<Waiting, R> waiting,
      Function<Unknown, R> unknown) {
    if (this instanceof Applied it) {
      return applied.apply(it);
    } else if (this instanceof PassedOver it) {
      return passedOver.apply(it);
    } else if (this instanceof Waiting it) {
      return waiting.apply(it);
    }
    return unknown.apply((Unknown) this);
  }

  /**
   * The store has acknowledged the event, or the handler of its type has.
   *
   * @param eventType such as {@code create_group}, of a bounded length; empty if unknown
   * @param partition of its record
   * @param offset of its record
   * @param at time at which the store was last known to have it
   * @param token proof of the write; empty where the store gave none, where the event needed no
   *     write, where only its repetition is remembered, and where the sink was asked for no token
   */
  record Applied(
      String eventId,
      String eventType,
      PartitionId partition,
      Offset offset,
      Instant at,
      Optional<ConsistencyToken> token)
      implements EventState {}

  /**
   * The event was passed over, and will not be applied.
   *
   * @param partition of its record
   * @param offset of its record
   * @param at time at which it was passed over
   * @param way how it was passed over
   * @param failure the reason; empty for a tombstone
   */
  record PassedOver(
      String eventId,
      PartitionId partition,
      Offset offset,
      Instant at,
      Way way,
      Optional<Failure> failure)
      implements EventState {}

  /**
   * The event was read from Kafka, and is not applied.
   *
   * @param partition of its record
   * @param offset of its record
   * @param failedAttempts number of attempts that failed; 0 before the first one
   */
  record Waiting(String eventId, PartitionId partition, Offset offset, int failedAttempts)
      implements EventState {}

  /** The event was not read here, or is forgotten. */
  record Unknown(String eventId) implements EventState {}

  /** Ways in which an event is passed over. */
  enum Way {
    /** A policy skipped it. */
    SKIPPED,
    /** A policy sent it to the dead-letter topic. */
    DEAD_LETTERED,
    /** Its record has no value. */
    TOMBSTONE;

    /** Returns the stable word for reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
