package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.StoreRules;
import java.util.regex.Pattern;

/**
 * SpiceDB's own patterns for names and ids: written down a second time on purpose, so that a slip
 * in core's rules shows here.
 */
final class StorePatterns {
  private static final Pattern TYPE =
      Pattern.compile("([a-z][a-z0-9_]{1,61}[a-z0-9]/)*[a-z][a-z0-9_]{1,62}[a-z0-9]");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,62}[a-z0-9]");
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9/_|\\-=+]{1,1024}");
  private static final int MAX_TYPE_LENGTH = 128;

  private StorePatterns() {}

  static void type(String path, String type) {
    matching(path, TYPE, type);
    require(type.length() <= MAX_TYPE_LENGTH, path + ": value length must be at most 128 bytes");
  }

  static void name(String path, String name) {
    matching(path, NAME, name);
  }

  static void id(String path, String id) {
    matching(path, ID, id);
  }

  static void subjectId(String id) {
    if (!id.equals(StoreRules.WILDCARD)) {
      matching("subject.object.object_id", ID, id);
    }
  }

  /** A subject with a relation is one object. */
  static void subjectRelation(String id, String relation) {
    if (!relation.isEmpty()) {
      name("subject.optional_relation", relation);
      require(
          !id.equals(StoreRules.WILDCARD),
          "subject.optional_relation: must be empty with the wildcard");
    }
  }

  private static void matching(String path, Pattern pattern, String value) {
    require(
        pattern.matcher(value).matches(),
        path + ": value does not match regex pattern `^" + pattern + "$`");
  }

  private static void require(boolean held, String fault) {
    if (!held) {
      throw StoreRefusal.malformed("validation error:\n - " + fault);
    }
  }
}
