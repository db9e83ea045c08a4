package dev.rbacconsumer.launcher.metrics;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics in the text format of Prometheus, version 0.0.4. Strict: help, then type, then every
 * sample of a family; nothing twice; buckets that rise to the count.
 *
 * @param types by family, in order
 * @param samples value by the text before it
 */
public record ExpositionText(Map<String, String> types, Map<String, Double> samples) {
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") \\S.*");
  private static final Pattern TYPE =
      Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(("
              + NAME
              + ")(?:\\{"
              + LABEL
              + "(?:,"
              + LABEL
              + ")*,?\\})?) ([-+0-9.eE]+|[+-]Inf|NaN)");
  private static final Pattern BUCKET =
      Pattern.compile("(.+)_bucket\\{(.*?),?le=\"([^\"]+)\",?\\}");

  /**
   * Parses all of it.
   *
   * @throws AssertionError when it is not valid
   */
  public static ExpositionText parse(String text) {
    check(text.endsWith("\n"), "ends with a line feed", text);
    Map<String, String> types = new LinkedHashMap<>();
    Map<String, Double> samples = new LinkedHashMap<>();
    Set<String> helped = new LinkedHashSet<>();
    String family = "";
    for (String line : text.lines().toList()) {
      Matcher help = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (help.matches()) {
        family = help.group(1);
        check(helped.add(family), "one help for each family", line);
      } else if (type.matches()) {
        check(family.equals(type.group(1)), "type behind its help", line);
        check(types.put(family, type.group(2)) == null, "one type for each family", line);
      } else {
        check(sample.matches(), "a sample", line);
        check(belongs(sample.group(2), family, types), "a sample of " + family, line);
        double value = Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
        check(samples.put(sample.group(1), value) == null, "no sample twice", line);
      }
    }
    check(types.keySet().equals(helped), "a type for each help", helped.toString());
    checkBuckets(samples);
    return new ExpositionText(types, samples);
  }

  /** The value of a sample, by its text, such as {@code a_total{b="c"}}; 0 when there is none. */
  public double value(String sample) {
    return samples.getOrDefault(sample, 0.0);
  }

  private static boolean belongs(String name, String family, Map<String, String> types) {
    return switch (types.getOrDefault(family, "")) {
      case "histogram" -> name.matches(Pattern.quote(family) + "_(bucket|sum|count)");
      case "summary" -> name.matches(Pattern.quote(family) + "_(sum|count)");
      default -> name.equals(family) && types.containsKey(family);
    };
  }

  private static void checkBuckets(Map<String, Double> samples) {
    Map<String, SortedMap<Double, Double>> histograms = new TreeMap<>();
    samples.forEach(
        (name, value) -> {
          Matcher bucket = BUCKET.matcher(name);
          if (bucket.matches()) {
            String labels = bucket.group(2).isEmpty() ? "" : "{" + bucket.group(2) + ",}";
            double bound = Double.parseDouble(bucket.group(3).replace("Inf", "Infinity"));
            histograms
                .computeIfAbsent(bucket.group(1) + "_count" + labels, any -> new TreeMap<>())
                .put(bound, value);
          }
        });
    histograms.forEach(
        (count, buckets) -> {
          Optional<Double> fallen =
              buckets.values().stream().reduce((low, high) -> low <= high ? high : Double.NaN);
          check(fallen.isPresent() && !fallen.get().isNaN(), "rising buckets", count + buckets);
          check(buckets.lastKey().isInfinite(), "a bucket for all", count + buckets);
          check(
              buckets.get(buckets.lastKey()).equals(samples.get(count)),
              "as many as in the last bucket",
              count + buckets);
        });
  }

  private static void check(boolean condition, String wanted, String got) {
    if (!condition) {
      throw new AssertionError("want " + wanted + ", got " + got);
    }
  }
}
