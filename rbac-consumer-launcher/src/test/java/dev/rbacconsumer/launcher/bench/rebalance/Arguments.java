package dev.rbacconsumer.launcher.bench.rebalance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Arguments of a program, each as {@code --name=value}.
 *
 * @param values by name
 */
record Arguments(Map<String, String> values) {
  Arguments {
    values = Map.copyOf(values);
  }

  /**
   * Reads arguments; an empty value is that of an argument which is not given.
   *
   * @param defaults value of each argument that there is
   */
  static Arguments parse(Map<String, String> defaults, List<String> words) {
    Map<String, String> values = new HashMap<>(defaults);
    for (String word : words) {
      String[] parts = word.split("=", 2);
      String name = parts[0].replaceFirst("^--", "");
      if (parts.length != 2 || !defaults.containsKey(name)) {
        throw new IllegalArgumentException(
            "want --name=value with one of %s, got %s".formatted(defaults.keySet(), word));
      }
      if (!parts[1].isEmpty()) {
        values.put(name, parts[1]);
      }
    }
    return new Arguments(values);
  }

  /** Returns a number. */
  int number(String name) {
    return Integer.parseInt(text(name));
  }

  /** Returns the words of a list, which commas separate. */
  List<String> words(String name) {
    return List.of(text(name).split(",", -1));
  }

  /** Returns the pairs {@code NAME=VALUE} of a list. */
  Map<String, String> pairs(String name) {
    Map<String, String> pairs = new HashMap<>();
    for (String word : words(name)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        pairs.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return pairs;
  }

  private String text(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }
}
