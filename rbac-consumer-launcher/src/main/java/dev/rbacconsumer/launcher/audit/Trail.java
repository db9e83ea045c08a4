package dev.rbacconsumer.launcher.audit;

import dev.rbacconsumer.core.internal.text.SafeText;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Collects the newest entries of the audit trail that match a filter, in the order of their time.
 * Entries with the same bytes count once, wherever they come from. Texts that are no entries are
 * counted. Its memory is bounded by the number of entries. Confined to one thread.
 */
public final class Trail {
  /** Number of texts that are no entries of which the place is named. */
  private static final int NAMED = 5;

  private static final Comparator<TrailEntry> BY_TIME =
      Comparator.comparing(TrailEntry::at)
          .thenComparing(TrailEntry::isCopy)
          .thenComparing(TrailEntry::identity);

  private final TrailFilter filter;
  private final int last;
  private final boolean isWhole;
  private final TreeSet<TrailEntry> newest = new TreeSet<>(BY_TIME);
  private final List<String> named = new ArrayList<>();
  private boolean hasOlder;
  private long entries;
  private long others;

  /**
   * @param last most entries to keep, at least 1
   * @param isWhole whether entries are kept whole, for {@link #json}
   */
  public Trail(TrailFilter filter, int last, boolean isWhole) {
    this.filter = filter;
    this.last = last;
    this.isWhole = isWhole;
  }

  /**
   * Adds what was found at a place.
   *
   * @param place the place for an operator, such as {@code audit.jsonl line 7}
   */
  public void add(String place, String text) {
    TrailEntry entry;
    try {
      entry = TrailEntry.parse(text, isWhole);
    } catch (IOException foreign) {
      addOther(place, String.valueOf(foreign.getMessage()));
      return;
    }
    entries++;
    if (filter.matches(entry) && newest.add(entry) && newest.size() > last) {
      newest.pollFirst();
      hasOlder = true;
    }
  }

  /** Counts a text that is no entry. */
  public void addOther(String place, String problem) {
    others++;
    if (named.size() < NAMED) {
      named.add("%s: %s".formatted(place, SafeText.message(problem)));
    }
  }

  /** Returns the entries, each as JSON on one line; they must be kept whole. */
  public List<String> json() {
    return newest.stream().map(entry -> entry.json().orElseThrow()).toList();
  }

  /** Returns the lines for people: one for each entry, and one if entries are left out. */
  public List<String> lines() {
    if (newest.isEmpty()) {
      return List.of(
          entries == 0
              ? "The audit trail has no entries."
              : "No entry matches, of %d.".formatted(entries));
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("TIME", "ACTION", "RECORD", "BY", "RESULT", "REASON"));
    newest.forEach(entry -> rows.add(cells(entry)));
    List<String> lines = new ArrayList<>(aligned(rows));
    if (hasOlder) {
      lines.add("Only the last %d are shown: --last shows more.".formatted(newest.size()));
    }
    return lines;
  }

  /** Returns a sentence for each text that is no entry, up to a few, and one for the rest. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (others > 0) {
      problems.add(
          others == 1
              ? "1 line or record is no entry of an audit trail, and was passed over:"
              : "%d lines or records are no entries of an audit trail, and were passed over:"
                  .formatted(others));
      named.forEach(it -> problems.add("  " + it));
      if (others > named.size()) {
        problems.add("  and %d more".formatted(others - named.size()));
      }
    }
    return problems;
  }

  private static List<String> cells(TrailEntry entry) {
    return List.of(
        shown(entry.at()),
        entry.title(),
        entry.place(),
        entry.by().isEmpty() ? "-" : SafeText.field(entry.by()),
        SafeText.field(entry.result()) + "/" + SafeText.field(entry.code()),
        SafeText.sentence(entry.reason()));
  }

  private static String shown(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Returns the rows with columns of equal width; the last column has any width. */
  private static List<String> aligned(List<List<String>> rows) {
    int columns = rows.get(0).size();
    Function<Integer, Integer> width =
        column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < columns - 1; column++) {
      widths.add(width.apply(column));
    }
    return rows.stream().map(row -> aligned(row, widths)).toList();
  }

  private static String aligned(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.size(); column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(widths.get(column) - cell.length() + 2));
    }
    return line.append(row.get(widths.size())).toString().stripTrailing();
  }
}
