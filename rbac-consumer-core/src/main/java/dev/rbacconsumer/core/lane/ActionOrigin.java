package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.port.Origin;
import java.util.Optional;

/** Finds the record that an action is for. */
final class ActionOrigin {
  private ActionOrigin() {}

  /** The record; of those that a change is made of, the first one. Empty where it is for none. */
  static Optional<Origin> of(LaneAction action, Lane lane) {
    if (action instanceof LaneAction.Apply) {
      Entry first = lane.first();
      return Optional.of(new Origin(first.record, first.metadata()));
    } else if (action instanceof LaneAction.Decode it) {
      return Optional.of(new Origin(it.record()));
    } else if (action instanceof LaneAction.Handle it) {
      return Optional.of(new Origin(it.record(), it.decoding().metadata()));
    }
    return action instanceof LaneAction.SetAside it
        ? Optional.of(new Origin(it.record()))
        : Optional.empty();
  }
}
