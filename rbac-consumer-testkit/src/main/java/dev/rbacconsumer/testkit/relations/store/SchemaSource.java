package dev.rbacconsumer.testkit.relations.store;

import dev.rbacconsumer.core.tuple.StoreRules;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes a schema in SpiceDB's schema language. */
final class SchemaSource {
  private SchemaSource() {}

  /**
   * Writes a schema.
   *
   * @param definitions relations of each type, with the allowed subjects of each
   * @param permissions permissions of each type that no relation grants, so that no subject has
   *     them
   */
  static String of(
      Map<String, Map<String, Set<String>>> definitions, Map<String, Set<String>> permissions) {
    StringBuilder source = new StringBuilder();
    new TreeMap<>(definitions)
        .forEach(
            (type, relations) -> {
              source.append("definition ").append(type).append(" {\n");
              new TreeMap<>(relations)
                  .forEach((relation, subjects) -> append(source, relation, subjects));
              for (String name : new TreeSet<>(permissions.getOrDefault(type, Set.of()))) {
                source.append("  permission ").append(name).append(" = nil\n");
              }
              source.append("}\n");
            });
    return source.toString();
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
