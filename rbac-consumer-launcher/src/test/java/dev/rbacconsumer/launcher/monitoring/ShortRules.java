package dev.rbacconsumer.launcher.monitoring;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The shipped rules with short times, so that a test sees alerts fire and resolve: a minute of
 * theirs is a second, and none takes longer than {@value #LONGEST_SECONDS} seconds.
 *
 * <p>A threshold of a rate grows as its window shrinks, so that the window has to hold as many
 * events as before.
 */
public final class ShortRules {
  static final int LONGEST_SECONDS = 20;

  private static final Pattern TIME = Pattern.compile("(for: |\\[|offset )(\\d+)([smh])");

  /**
   * Thresholds of rates and of ages, as they are shipped and as they are here. A removal may be as
   * late as a start of the consumer makes it.
   */
  private static final Map<String, String> THRESHOLDS =
      Map.of(
          "> 0.1", "> 6",
          "> 0.02", "> 1.2",
          "> 15", "> 10",
          "> 45", "> 14",
          "> 60", "> 5",
          "> 300", "> 5",
          "> 21600", "> 360");

  private ShortRules() {}

  /** The shipped rules with short times. */
  public static String text() {
    return text(Map.of());
  }

  /**
   * The shipped rules with short times.
   *
   * @param thresholds further replacements, such as {@code > 21600} by {@code > 15}
   * @throws AssertionError if the rules have no such threshold
   */
  public static String text(Map<String, String> thresholds) {
    Map<String, String> all = new TreeMap<>(THRESHOLDS);
    all.putAll(thresholds);
    String rules = Monitoring.read(Monitoring.FOLDER.resolve("rules.yaml"));
    rules = TIME.matcher(rules).replaceAll(ShortRules::shortened);
    for (Map.Entry<String, String> each : all.entrySet()) {
      Pattern threshold = Pattern.compile("(?m)" + Pattern.quote(each.getKey()) + "$");
      if (!threshold.matcher(rules).find()) {
        throw new AssertionError("want a rule with " + each.getKey() + ", got none");
      }
      rules = threshold.matcher(rules).replaceAll("\u0000" + each.getValue());
    }
    // What was replaced once is not replaced again.
    return rules.replace("\u0000", "");
  }

  private static String shortened(MatchResult time) {
    int number = Integer.parseInt(time.group(2));
    int seconds =
        switch (time.group(3)) {
          case "h" -> number * 60;
          case "m" -> number;
          default -> 1;
        };
    return time.group(1) + Math.min(seconds, LONGEST_SECONDS) + "s";
  }
}
