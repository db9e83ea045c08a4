package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.port.RecordContext;
import java.util.Optional;

/** Finds the record that an action is for. */
final class ActionOrigin {
  private ActionOrigin() {}

  /**
   * Returns the record of an action; the first one where the change is made of several. Empty where
   * the action is for no record.
   */
  static Optional<RecordContext> of(LaneAction action, Lane lane) {
    if (action instanceof LaneAction.Apply) {
      InFlightRecord first = lane.first();
      return Optional.of(new RecordContext(first.record, first.metadata()));
    } else if (action instanceof LaneAction.Decode it) {
      return Optional.of(new RecordContext(it.record()));
    } else if (action instanceof LaneAction.Handle it) {
      return Optional.of(new RecordContext(it.record(), it.decoding().metadata()));
    }
    return action instanceof LaneAction.SendToDeadLetters it
        ? Optional.of(new RecordContext(it.record()))
        : Optional.empty();
  }
}
