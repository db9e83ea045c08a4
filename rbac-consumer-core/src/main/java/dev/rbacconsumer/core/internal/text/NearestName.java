package dev.rbacconsumer.core.internal.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/** Finds the known name that an unknown one was most likely meant to be. */
public final class NearestName {
  private NearestName() {}

  /**
   * Returns the known name that differs in the fewest letters.
   *
   * @param known known names, at least one
   */
  public static String of(String name, Stream<String> known) {
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
