package dev.rbacconsumer.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Formats the results of one run of a suite as Markdown, for the page that publishes them:
 * paragraphs and tables. Not thread-safe.
 *
 * <p>{@link #writeIfRequested} writes them to the file that the system property {@code figures}
 * names. The Makefile sets it for {@code UPDATE=1}, and copies the file into the documentation.
 */
public final class Figures {
  /** System property with the file to write; without it, no file is written. */
  public static final String PROPERTY = "figures";

  private final StringBuilder markdown = new StringBuilder();

  /** Creates figures without paragraphs and tables. */
  public Figures() {}

  /** Adds a paragraph. */
  public Figures paragraph(String text) {
    return add(text);
  }

  /**
   * Adds a table.
   *
   * @param header the first row, one text per column
   * @param rows the other rows, as long as the header
   * @throws IllegalArgumentException if a row has more or fewer cells than the header
   */
  public Figures table(List<String> header, List<List<String>> rows) {
    StringBuilder lines = new StringBuilder();
    lines.append(row(header)).append("\n|").append("---|".repeat(header.size()));
    for (List<String> cells : rows) {
      if (cells.size() != header.size()) {
        throw new IllegalArgumentException(
            "figures: want %d cells, got %s".formatted(header.size(), cells));
      }
      lines.append('\n').append(row(cells));
    }
    return add(lines.toString());
  }

  /**
   * Adds a table of names and numbers, folded into several pairs of columns that are read column by
   * column.
   *
   * @param name header of the names
   * @param number header of the numbers
   * @param entries a name and a number each
   * @param pairs number of pairs of columns, at least 1
   */
  public Figures foldedTable(String name, String number, List<List<String>> entries, int pairs) {
    List<String> header =
        Collections.nCopies(pairs, List.of(name, number)).stream().flatMap(List::stream).toList();
    int height = (entries.size() + pairs - 1) / pairs;
    List<List<String>> rows =
        IntStream.range(0, height)
            .mapToObj(
                line ->
                    IntStream.range(0, pairs)
                        .map(pair -> pair * height + line)
                        .mapToObj(at -> at < entries.size() ? entries.get(at) : List.of("", ""))
                        .flatMap(List::stream)
                        .toList())
            .toList();
    return table(header, rows);
  }

  /** Returns the Markdown, with a line break at its end. */
  public String markdown() {
    return markdown.toString();
  }

  /** Writes the Markdown to the file in the system property {@value #PROPERTY}, if it is set. */
  public void writeIfRequested() throws IOException {
    String file = System.getProperty(PROPERTY);
    if (file != null) {
      Files.writeString(Path.of(file), markdown, UTF_8);
    }
  }

  private Figures add(String block) {
    markdown.append(markdown.isEmpty() ? "" : "\n").append(block).append('\n');
    return this;
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells.stream().map(Figures::escaped).toList()) + " |";
  }

  /** Escapes a cell: a bar or a line break would end it. */
  private static String escaped(String cell) {
    return cell.replace("|", "\\|").replace('\n', ' ');
  }
}
