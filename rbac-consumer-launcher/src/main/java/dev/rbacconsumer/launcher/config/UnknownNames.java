package dev.rbacconsumer.launcher.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds unknown variables with names like ours, which are most likely typing errors. */
final class UnknownNames {
  /**
   * Variables that Kubernetes sets in every container for a service, such as one with the name
   * {@code relation-api} or {@code rbac-kafka-consumer}.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_.*)?)?)");

  private UnknownNames() {}

  /** Returns one sentence for each such name, in alphabetical order. Values are never read. */
  static List<String> warnings(Source source) {
    return source.values().keySet().stream()
        .filter(name -> !source.properties().containsValue(name))
        .filter(name -> isUnknown(name, source.ours()))
        .sorted()
        .map(name -> say(name, source.naming().apply(name)))
        .toList();
  }

  private static boolean isUnknown(String name, boolean ours) {
    return (ours || AllSettings.OUR_PREFIXES.stream().anyMatch(name::startsWith))
        && AllSettings.ALL.stream().noneMatch(it -> it.name().equals(name))
        && !SERVICE_LINK.matcher(name).matches();
  }

  private static String say(String name, String shown) {
    String nearest = nearest(name, AllSettings.ALL.stream().map(Setting::name));
    return shown + ": unknown, so it has no effect; the nearest known name is " + nearest;
  }

  /**
   * @param known known names, at least one
   */
  static String nearest(String name, Stream<String> known) {
    return known.min(Comparator.comparingInt(it -> distance(name, it))).orElseThrow();
  }

  /** Returns the number of single-letter edits from one text to the other. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
