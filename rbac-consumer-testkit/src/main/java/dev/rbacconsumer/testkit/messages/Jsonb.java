package dev.rbacconsumer.testkit.messages;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON as PostgreSQL stores and prints it in a {@code jsonb} column: shorter keys first, keys of
 * one length by their characters, a space after each comma and colon. A tree consists of maps in
 * that order, lists, strings, numbers and null.
 */
final class Jsonb {
  private static final Comparator<String> KEY_ORDER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private Jsonb() {}

  /** Returns an empty object, to be filled. */
  static Map<String, @Nullable Object> object() {
    return new TreeMap<>(KEY_ORDER);
  }

  static String text(@Nullable Object tree) {
    StringBuilder text = new StringBuilder();
    append(tree, text);
    return text.toString();
  }

  private static void append(@Nullable Object tree, StringBuilder to) {
    String separator = "";
    if (tree instanceof Map<?, ?> object) {
      to.append('{');
      for (Map.Entry<?, ?> field : object.entrySet()) {
        to.append(separator);
        appendString(String.valueOf(field.getKey()), to);
        append(field.getValue(), to.append(": "));
        separator = ", ";
      }
      to.append('}');
    } else if (tree instanceof List<?> list) {
      to.append('[');
      for (Object element : list) {
        append(element, to.append(separator));
        separator = ", ";
      }
      to.append(']');
    } else if (tree instanceof String string) {
      appendString(string, to);
    } else {
      to.append(tree);
    }
  }

  private static void appendString(String string, StringBuilder to) {
    JsonStringEncoder.getInstance().quoteAsString(string, to.append('"'));
    to.append('"');
  }
}
