package dev.rbacconsumer.core.message;

import java.util.List;

/**
 * Finds the faults in the values of an event. Pure and thread-safe.
 *
 * @param <E> the event
 */
@FunctionalInterface
public interface EventValidator<E> {
  /**
   * Looks at one event.
   *
   * @return every fault, the worst first; empty where the event is valid. Whatever is thrown counts
   *     as {@link ViolationCode#VALIDATOR_FAILED}
   */
  List<Violation> validate(E event);

  /** Takes every event for valid. */
  static <E> EventValidator<E> none() {
    return event -> List.of();
  }
}
