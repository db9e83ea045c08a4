package dev.rbacconsumer.testkit.relations.store;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Index of tuples by resource, so that an exact filter need not check all of them. Not thread-safe.
 */
final class TupleIndex {
  private final Map<String, Set<RelationTuple>> byResource = new HashMap<>();

  boolean contains(RelationTuple tuple) {
    return byResource.getOrDefault(key(tuple.resource()), Set.of()).contains(tuple);
  }

  void addAll(Collection<RelationTuple> tuples) {
    for (RelationTuple tuple : tuples) {
      byResource.computeIfAbsent(key(tuple.resource()), k -> new HashSet<>()).add(tuple);
    }
  }

  void removeAll(Collection<RelationTuple> tuples) {
    for (RelationTuple tuple : tuples) {
      byResource.computeIfPresent(
          key(tuple.resource()), (k, left) -> left.remove(tuple) && left.isEmpty() ? null : left);
    }
  }

  List<RelationTuple> matching(TupleFilter filter) {
    boolean oneResource = !filter.resourceType().isEmpty() && !filter.resourceId().isEmpty();
    Collection<Set<RelationTuple>> candidates =
        oneResource
            ? List.of(
                byResource.getOrDefault(
                    filter.resourceType() + ":" + filter.resourceId(), Set.of()))
            : byResource.values();
    List<RelationTuple> found = new ArrayList<>();
    for (Set<RelationTuple> tuples : candidates) {
      tuples.stream().filter(filter::matches).forEach(found::add);
    }
    return found;
  }

  private static String key(ObjectReference resource) {
    return resource.toString();
  }
}
