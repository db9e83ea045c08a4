package dev.rbacconsumer.core.message;

import java.util.List;

/**
 * Finds the faults in the values of an event. Pure and thread-safe.
 *
 * @param <E> class of the event
 */
@FunctionalInterface
public interface EventValidator<E> {
  /**
   * Checks one event.
   *
   * @return every fault, the worst first; empty if the event is valid. An exception counts as
   *     {@link ViolationCode#VALIDATOR_FAILED}
   */
  List<Violation> validate(E event);

  /** Returns a validator that accepts every event. */
  static <E> EventValidator<E> none() {
    return event -> List.of();
  }
}
