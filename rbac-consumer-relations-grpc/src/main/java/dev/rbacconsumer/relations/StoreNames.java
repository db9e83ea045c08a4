package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.tuple.ObjectType;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;

/**
 * How tuples are named in a SpiceDB that is written to without Kessel. Kessel does this itself, so
 * its dialects do not ask.
 *
 * @param relationPrefix whether relations of resources begin with {@code t_}, as Kessel writes them
 * @param typeNamespace whether a type is {@code namespace/name}, as Kessel writes it, or the bare
 *     name; with the latter, types of one name are one type, whatever their namespaces
 */
public record StoreNames(boolean relationPrefix, boolean typeNamespace) {
  /** As Kessel does it, so that what either writes the other can read and remove. */
  public static final StoreNames KESSEL = new StoreNames(true, true);

  String type(ObjectType type) {
    return typeNamespace ? type.toString() : type.name();
  }

  String relation(RelationTuple tuple) {
    String stored = tuple.relation();
    return relationPrefix ? stored : stored.substring(StoreRules.RELATION_PREFIX.length());
  }
}
