package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.port.RecordContext;
import java.util.Optional;

/** Finds the record that an action is for. */
final class ActionOrigin {
  private ActionOrigin() {}

  /** The record; of those that a change is made of, the first one. Empty where it is for none. */
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
