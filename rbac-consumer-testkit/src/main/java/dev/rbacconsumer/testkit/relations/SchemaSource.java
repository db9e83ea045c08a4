package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.StoreRules;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A schema in SpiceDB's schema language. */
final class SchemaSource {
  private SchemaSource() {}

  /**
   * Writes a schema.
   *
   * @param definitions by type: the relations with the subjects allowed on each
   * @param names of relations that stand for a relation {@code *}, without their prefix
   */
  static String of(Map<String, Map<String, Set<String>>> definitions, Collection<String> names) {
    StringBuilder source = new StringBuilder();
    new TreeMap<>(definitions)
        .forEach(
            (type, relations) -> {
              source.append("definition ").append(type).append(" {\n");
              expanded(relations, names)
                  .forEach((relation, subjects) -> append(source, relation, subjects));
              source.append("}\n");
            });
    return source.toString();
  }

  private static Map<String, Set<String>> expanded(
      Map<String, Set<String>> relations, Collection<String> names) {
    Map<String, Set<String>> all = new TreeMap<>();
    relations.forEach(
        (relation, subjects) -> {
          if (relation.equals(StoreRules.WILDCARD)) {
            names.forEach(name -> all.putIfAbsent(StoreRules.storedRelation(name), subjects));
          } else {
            all.put(relation, subjects);
          }
        });
    return all;
  }

  private static void append(StringBuilder source, String relation, Set<String> subjects) {
    String permission = relation.substring(StoreRules.RELATION_PREFIX.length());
    source
        .append("  relation ")
        .append(relation)
        .append(": ")
        .append(String.join(" | ", new TreeSet<>(subjects)))
        .append("\n  permission ")
        .append(permission)
        .append(" = ")
        .append(relation)
        .append('\n');
  }
}
