package dev.rbacconsumer.launcher.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds rows of Markdown tables whose number of cells differs from that of the header. */
final class MarkdownTables {
  /** The row between the header and the others, which makes a table of lines with bars. */
  private static final Pattern DELIMITER = Pattern.compile("\\|? *:?-+:? *(\\| *:?-+:? *)*\\|?");

  private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");

  private MarkdownTables() {}

  /** Each row that is too long or too short, with the number of its line, counted from 1. */
  static List<String> unevenRows(String page) {
    List<String> lines = page.lines().toList();
    List<String> uneven = new ArrayList<>();
    boolean code = false;
    int columns = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      code ^= line.startsWith("```") || line.startsWith("~~~");
      if (code || !BAR.matcher(line).find()) {
        columns = 0;
      } else if (columns > 0) {
        if (cells(line) != columns) {
          uneven.add("line %d: want %d cells, got %s".formatted(i + 1, columns, line));
        }
      } else if (i + 1 < lines.size() && isDelimiter(lines.get(i + 1).strip())) {
        columns = cells(line);
      } else if (line.startsWith("|")) {
        uneven.add("line %d: a row without a header: %s".formatted(i + 1, line));
      }
    }
    return uneven;
  }

  private static boolean isDelimiter(String line) {
    return line.contains("|") && DELIMITER.matcher(line).matches();
  }

  private static int cells(String line) {
    String row = line.startsWith("|") ? line.substring(1) : line;
    int bars = (int) BAR.matcher(row).results().count();
    return row.endsWith("|") && !row.endsWith("\\|") ? bars : bars + 1;
  }
}
