package dev.rbacconsumer.relations.config;

import dev.rbacconsumer.core.tuple.ObjectType;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;

/**
 * Names of tuples in a SpiceDB that is written without Kessel. Kessel applies these names itself,
 * so its dialects do not use them.
 *
 * @param relationPrefix whether relations of resources begin with {@code t_}, as Kessel writes them
 * @param typeNamespace whether a type is {@code namespace/name}, as Kessel writes it, or the bare
 *     name; with the latter, types of one name are one type, whatever their namespaces
 */
public record StoreNames(boolean relationPrefix, boolean typeNamespace) {
  /** Names as Kessel writes them, so that each can read and remove the other's tuples. */
  public static final StoreNames KESSEL = new StoreNames(true, true);

  /** Returns the name of a type in the store. */
  public String type(ObjectType type) {
    return typeNamespace ? type.toString() : type.name();
  }

  /** Returns the name of a tuple's relation in the store. */
  public String relation(RelationTuple tuple) {
    String stored = tuple.relation();
    return relationPrefix ? stored : stored.substring(StoreRules.RELATION_PREFIX.length());
  }
}
