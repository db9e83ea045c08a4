package dev.rbacconsumer.core.tuple;

/**
 * Rules of the store for names and ids. The patterns and lengths are SpiceDB's for relationships
 * and filters ({@code authzed.api.v1} validation rules); breaking one is an INVALID_ARGUMENT there.
 * Each check is one pass over the text and allocates nothing.
 */
public final class StoreRules {
  /** Shortest namespace, type name or relation, in characters. */
  public static final int MIN_NAME_LENGTH = 3;

  /** Longest namespace, in characters. */
  public static final int MAX_NAMESPACE_LENGTH = 63;

  /** Longest type name or relation (the {@code t_} prefix included), in characters. */
  public static final int MAX_NAME_LENGTH = 64;

  /** Longest object id, in bytes; every character allowed in one is a single byte. */
  public static final int MAX_ID_LENGTH = 1024;

  /** Subject id that stands for every object of its type. */
  public static final String WILDCARD = "*";

  /** Prefix that the Relations API adds to every relation of a resource that lacks it. */
  public static final String RELATION_PREFIX = "t_";

  /**
   * Whether each character, by its code, may be in an id. Most of a message are ids, and a table is
   * the fastest check.
   */
  private static final boolean[] ID_CHARACTERS = new boolean[128];

  static {
    String all =
        "abcdefghijklmnopqrstuvwxyz" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "0123456789" + "/_|-=+";
    all.chars().forEach(c -> ID_CHARACTERS[c] = true);
  }

  private StoreRules() {}

  /** Returns whether {@code text} is a valid namespace of an object type. */
  public static boolean isNamespace(String text) {
    return isName(text, MAX_NAMESPACE_LENGTH);
  }

  /**
   * Returns whether {@code text} is a valid name of an object type, or relation in its stored form.
   */
  public static boolean isName(String text) {
    return isName(text, MAX_NAME_LENGTH);
  }

  /**
   * Returns whether {@code text} is a valid id of a resource. A subject may also be the wildcard.
   */
  public static boolean isId(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_ID_LENGTH) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!isIdCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether an object id may hold {@code c}. */
  public static boolean isIdCharacter(char c) {
    return c < ID_CHARACTERS.length && ID_CHARACTERS[c];
  }

  /** Returns the stored form of a relation: with the prefix, once. */
  public static String storedRelation(String relation) {
    return relation.startsWith(RELATION_PREFIX) ? relation : RELATION_PREFIX + relation;
  }

  private static boolean isName(String text, int maxLength) {
    int length = text.length();
    if (length < MIN_NAME_LENGTH || length > maxLength || !isLower(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length - 1; i++) {
      char c = text.charAt(i);
      if (!isLower(c) && !isDigit(c) && c != '_') {
        return false;
      }
    }
    char last = text.charAt(length - 1);
    return isLower(last) || isDigit(last);
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
