package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.List;
import java.util.stream.Stream;

/** Tuples that are told apart by one part each: what a filter with a gap would confuse. */
final class Neighbours {
  /** What messages name. */
  static final List<RelationTuple> UNIVERSE =
      tuples(
          "group:eng#member@principal:ann",
          "group:eng#member@principal:bob",
          "group:eng#member@group:ops#member",
          "role_binding:b1#subject@group:eng",
          "role_binding:b1#subject@group:eng#member",
          "role_binding:b1#subject@principal:ann",
          "role_binding:b1#granted@role:r1",
          "role:r1#inventory_hosts_read@principal:*",
          "workspace:w1#parent@workspace:w0");

  /** What no message names, and each of them in all but one part. */
  static final List<RelationTuple> BYSTANDERS =
      tuples(
          "group:ops#member@principal:ann",
          "group:eng#member@principal:cid",
          "group:eng#member@group:eng#member",
          "role_binding:b2#subject@group:eng",
          "role_binding:b2#subject@group:eng#member",
          "role_binding:b1#subject@group:ops",
          "role_binding:b1#subject@group:ops#member",
          "role_binding:b1#subject@principal:bob",
          "role_binding:b1#granted@role:r2",
          "role_binding:b2#granted@role:r1",
          "role:r1#inventory_hosts_write@principal:*",
          "role:r2#inventory_hosts_read@principal:*",
          "workspace:w1#binding@role_binding:b1",
          "workspace:w1#parent@tenant:w0",
          "workspace:w2#parent@workspace:w0");

  private Neighbours() {}

  private static List<RelationTuple> tuples(String... texts) {
    return Stream.of(texts).map(Tuples::tuple).toList();
  }
}
