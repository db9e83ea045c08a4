package dev.rbacconsumer.core.metrics.instrument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Name of a metric, with its labels. {@link #encoded} is the text for a registry, which has only
 * texts as names; {@link #parse} is the inverse, for any values. Immutable.
 *
 * <p>The text is that of a Prometheus sample: {@code family{a="x",b="y"}}, labels in alphabetical
 * order, without the braces where there are none. In values, backslash, quotation mark and line
 * feed are written {@code \\}, {@code \"} and {@code \n}.
 *
 * @param family letters, digits and underscores, no digit first
 * @param labels values by label; labels have the same characters as families
 */
public record MetricName(String family, SortedMap<String, String> labels) {
  private static final Pattern WORD = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  public MetricName {
    checkWord("family", family);
    labels.keySet().forEach(label -> checkWord("label", label));
    SortedMap<String, String> sorted = new TreeMap<>();
    sorted.putAll(labels);
    labels = Collections.unmodifiableSortedMap(sorted);
  }

  /** Returns a name without labels. */
  public static MetricName of(String family) {
    return new MetricName(family, new TreeMap<>());
  }

  /**
   * Returns a name with labels.
   *
   * @param labels without duplicates
   * @param values one for each label, in the same order
   */
  static MetricName of(String family, List<String> labels, List<String> values) {
    if (labels.size() != values.size()) {
      throw new IllegalArgumentException(
          "%s: want values for %s, got %s".formatted(family, labels, values));
    }
    SortedMap<String, String> pairs = new TreeMap<>();
    for (int i = 0; i < labels.size(); i++) {
      pairs.put(labels.get(i), values.get(i));
    }
    return new MetricName(family, pairs);
  }

  /** Returns the text for a registry. Two names have the same text only if they are equal. */
  public String encoded() {
    if (labels.isEmpty()) {
      return family;
    }
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=\"" + escape(label.getValue()) + "\"")
        .collect(Collectors.joining(",", family + "{", "}"));
  }

  /** Returns the name with this text; empty if no name has it. */
  public static Optional<MetricName> parse(String text) {
    int brace = text.indexOf('{');
    String family = brace < 0 ? text : text.substring(0, brace);
    if (!WORD.matcher(family).matches()) {
      return Optional.empty();
    }
    if (brace < 0) {
      return Optional.of(of(family));
    }
    return new LabelReader(text, brace + 1)
        .read()
        .map(labels -> new MetricName(family, labels))
        // A name has one spelling; a text that parses but differs from it is no name of ours.
        .filter(name -> name.encoded().equals(text));
  }

  /** Returns the names of the labels, in alphabetical order. */
  public List<String> labelNames() {
    return List.copyOf(labels.keySet());
  }

  /** Returns the values of the labels, in the order of {@link #labelNames}. */
  public List<String> labelValues() {
    return new ArrayList<>(labels.values());
  }

  @Override
  public String toString() {
    return encoded();
  }

  private static void checkWord(String what, String word) {
    if (!WORD.matcher(word).matches()) {
      throw new IllegalArgumentException(
          what + ": want letters, digits and underscores, got " + word);
    }
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** Reads the labels between the braces. */
  private static final class LabelReader {
    private final String text;
    private int at;

    LabelReader(String text, int at) {
      this.text = text;
      this.at = at;
    }

    Optional<SortedMap<String, String>> read() {
      SortedMap<String, String> labels = new TreeMap<>();
      while (true) {
        int equals = text.indexOf("=\"", at);
        if (equals < 0 || !WORD.matcher(text.substring(at, equals)).matches()) {
          return Optional.empty();
        }
        String label = text.substring(at, equals);
        at = equals + 2;
        labels.put(label, value());
        if (text.startsWith("\",", at)) {
          at += 2;
        } else {
          return text.substring(at).equals("\"}") ? Optional.of(labels) : Optional.empty();
        }
      }
    }

    /** Reads a value up to the closing quotation mark, or to the end if there is none. */
    private String value() {
      StringBuilder value = new StringBuilder();
      while (at < text.length() && text.charAt(at) != '"') {
        char c = text.charAt(at++);
        if (c == '\\' && at < text.length()) {
          char escaped = text.charAt(at++);
          value.append(escaped == 'n' ? '\n' : escaped);
        } else {
          value.append(c);
        }
      }
      return value.toString();
    }
  }
}
