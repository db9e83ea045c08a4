package dev.rbacconsumer.core.quarantine;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.Set;

/**
 * A parked record with what it touches.
 *
 * @param parked the record
 * @param footprint what it touches
 * @param removals the tuples that it removes
 */
public record ParkedEntry(ParkedRecord parked, Footprint footprint, Set<RelationTuple> removals) {
  public ParkedEntry {
    removals = Set.copyOf(removals);
  }

  /** Returns the entry of a decoded record. */
  public static ParkedEntry of(
      ParkedRecord parked, Decoding decoding, QuarantineSettings settings) {
    return new ParkedEntry(
        parked,
        Footprint.of(parked.record(), decoding, settings),
        decoding instanceof Decoding.Relations relations
            ? Set.copyOf(relations.event().change().removals())
            : Set.of());
  }
}
