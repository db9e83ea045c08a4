package dev.rbacconsumer.core.quarantine;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects that a record touches, which decide whether it has to wait behind another one.
 *
 * @param objects the resources and subjects of its tuples, in the notation of the store
 * @param isSerial whether it has a relation that depends on the order of all records
 * @param isReadable whether all of its tuples could be read
 * @param key key of the record in Kafka; empty where it has none
 */
public record Footprint(
    Set<String> objects, boolean isSerial, boolean isReadable, Optional<String> key) {
  public Footprint {
    objects = Set.copyOf(objects);
  }

  /** Returns what a record touches. */
  public static Footprint of(SourceRecord record, Decoding decoding, QuarantineSettings settings) {
    Optional<String> key = key(record.key());
    if (decoding instanceof Decoding.Relations relations) {
      return of(relations.event().change(), settings, key);
    }
    if (decoding instanceof Decoding.Invalid || decoding instanceof Decoding.Malformed) {
      return UncheckedTuples.of(record)
          .map(tuples -> tuples.footprint(settings, key))
          .orElseGet(() -> new Footprint(Set.of(), false, false, key));
    }
    return new Footprint(Set.of(), false, true, key);
  }

  private static Footprint of(
      TupleChange change, QuarantineSettings settings, Optional<String> key) {
    Set<String> objects = new HashSet<>();
    boolean isSerial = false;
    for (RelationTuple tuple : change.removals()) {
      isSerial |= add(tuple, objects, settings);
    }
    for (RelationTuple tuple : change.additions()) {
      isSerial |= add(tuple, objects, settings);
    }
    return new Footprint(objects, isSerial, true, key);
  }

  private static boolean add(
      RelationTuple tuple, Set<String> objects, QuarantineSettings settings) {
    objects.add(tuple.resource().toString());
    objects.add(tuple.subject().object().toString());
    return settings.serialRelations().contains(tuple.relation());
  }

  private static Optional<String> key(byte @Nullable [] bytes) {
    return Optional.ofNullable(bytes).map(HexFormat.of()::formatHex);
  }

  /** Returns whether the record touches nothing, so that its order does not matter. */
  public boolean isNothing() {
    return objects.isEmpty() && !isSerial && isReadable;
  }
}
