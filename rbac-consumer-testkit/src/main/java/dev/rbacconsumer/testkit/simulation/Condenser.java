package dev.rbacconsumer.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Shortens the steps of a schedule for a reader: a series of steps that repeats itself is shown
 * once, and of what is still too long, the beginning and the end are shown.
 */
final class Condenser {
  private static final int LONGEST_SERIES = 24;
  private static final int FEWEST_REPEATS = 2;

  /** Differs between two rounds of the same steps: times, attempts and offsets. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final List<String> lines;
  private final List<String> shapes = new ArrayList<>();

  private Condenser(List<String> lines) {
    this.lines = lines;
    lines.forEach(line -> shapes.add(NUMBER.matcher(line.strip()).replaceAll("#")));
  }

  /**
   * Returns the lines, or fewer.
   *
   * @param most most lines, at least 3
   */
  static List<String> condensed(List<String> lines, int most) {
    if (lines.size() <= most) {
      return lines;
    }
    List<String> folded = new Condenser(lines).folded();
    return folded.size() <= most ? folded : ends(folded, most);
  }

  private List<String> folded() {
    List<String> folded = new ArrayList<>();
    for (int at = 0; at < lines.size(); ) {
      int series = bestSeries(at);
      int repeats = series == 0 ? 0 : repeats(at, series);
      int shown = Math.max(1, series);
      folded.addAll(lines.subList(at, at + shown));
      at += shown;
      if (repeats > 0) {
        at += series * repeats;
        String words = series == 1 ? "line" : series + " lines";
        folded.add(
            "%12s (the last %s again %,d times, until %s)"
                .formatted("", words, repeats, time(lines.get(at - 1))));
      }
    }
    return folded;
  }

  /** Returns the length of the series at a line that leaves out most lines; 0 for none. */
  private int bestSeries(int at) {
    int best = 0;
    int mostLeftOut = 1;
    for (int series = 1; series <= LONGEST_SERIES; series++) {
      int repeats = repeats(at, series);
      int leftOut = series * repeats;
      if (repeats >= FEWEST_REPEATS && leftOut > mostLeftOut) {
        best = series;
        mostLeftOut = leftOut;
      }
    }
    return best;
  }

  /** Returns how often the lines from here on, so many, follow once more. */
  private int repeats(int at, int series) {
    int end = at + series;
    while (end < shapes.size() && shapes.get(end).equals(shapes.get(end - series))) {
      end++;
    }
    return end <= shapes.size() && at + series <= shapes.size() ? (end - at - series) / series : 0;
  }

  private static List<String> ends(List<String> lines, int most) {
    int last = (most - 1) / 2;
    int first = most - 1 - last;
    List<String> ends = new ArrayList<>(lines.subList(0, first));
    ends.add("%12s (%,d lines are left out)".formatted("", lines.size() - first - last));
    ends.addAll(lines.subList(lines.size() - last, lines.size()));
    return ends;
  }

  private static String time(String line) {
    String stripped = line.strip();
    int end = stripped.indexOf(' ');
    return end < 0 ? stripped : stripped.substring(0, end);
  }
}
