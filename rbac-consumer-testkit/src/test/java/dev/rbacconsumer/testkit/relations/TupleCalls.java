package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;

/** Calls of Kessel that SpiceDB's interface has as well: whatever they are given is sent. */
interface TupleCalls {
  void create(boolean upsert, Relationship... tuples);

  void createUnder(FencingCheck fence, Relationship... tuples);

  void delete(RelationTupleFilter.Builder filter);

  /** Reads one tuple from a cursor on. */
  void readAfter(String cursor, RelationTupleFilter.Builder filter);
}
