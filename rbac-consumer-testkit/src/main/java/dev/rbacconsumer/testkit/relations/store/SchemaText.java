package dev.rbacconsumer.testkit.relations.store;

import dev.rbacconsumer.core.tuple.StoreRules;
import java.util.List;

/**
 * Reads and writes a schema as text, with one line for each relation:
 *
 * <pre>{@code
 * # Anything behind a hash and a blank is left out.
 * rbac/principal
 * rbac/group#member: rbac/principal rbac/group#member
 * rbac/role#*: rbac/principal:*
 * kessel/lock#version: kessel/lockversion
 * }</pre>
 */
final class SchemaText {
  private SchemaText() {}

  /**
   * Reads a schema.
   *
   * @throws IllegalArgumentException if a line is invalid; the message has its number
   */
  static StoreSchema parse(List<String> lines) {
    StoreSchema.Builder schema = StoreSchema.builder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("(^|\\s)#\\s.*", "").strip();
      if (!line.isEmpty()) {
        add(schema, line, i + 1);
      }
    }
    return schema.build();
  }

  private static void add(StoreSchema.Builder schema, String line, int number) {
    String[] sides = line.split(":\\s+", 2);
    String[] resource = sides[0].split("#", 2);
    boolean complete = resource.length == sides.length;
    if (!complete || !resource[0].matches("[a-z0-9_]+/[a-z0-9_]+")) {
      throw new IllegalArgumentException(
          "schema, line " + number + ": want ns/type, or ns/type#relation: and subjects");
    }
    for (String subject : sides.length > 1 ? sides[1].split("\\s+") : new String[0]) {
      schema.definition(subject.split("[#:]", 2)[0]);
    }
    if (resource.length == 1) {
      schema.definition(resource[0]);
    } else if (resource[1].equals(StoreRules.WILDCARD)) {
      schema.anyRelation(resource[0], sides[1].split("\\s+"));
    } else {
      schema.relation(resource[0], resource[1], sides[1].split("\\s+"));
    }
  }
}
