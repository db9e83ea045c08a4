package dev.rbacconsumer.core.status.text;

import dev.rbacconsumer.core.report.AnsiStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes paragraphs for a terminal: a title or a note, and below it details with labels. Lines are
 * wrapped. Confined to one thread.
 */
public final class Paragraphs {
  private static final String INDENT = "  ";
  private static final int LABEL = 10;
  private static final char UNBROKEN = '\u00a0';

  private final int width;
  private final AnsiStyle paint;
  private final List<String> lines = new ArrayList<>();

  /**
   * Creates a writer without paragraphs.
   *
   * @param width width at which sentences are wrapped, in characters, at least 40
   */
  public Paragraphs(int width, AnsiStyle paint) {
    this.width = width;
    this.paint = paint;
  }

  /** Returns all lines, with an empty one before each paragraph. */
  public List<String> lines() {
    return lines;
  }

  /** Begins a paragraph about a problem. */
  public void title(String text) {
    lines.add("");
    wrapped("! " + text, width).stream().map(paint::alarm).forEach(lines::add);
  }

  /** Begins a paragraph about something that is no problem. */
  public void note(String text) {
    lines.add("");
    lines.addAll(wrapped("- " + text, width));
  }

  /** Adds a detail to the paragraph, unless its text is empty or unknown. */
  public void detail(String label, String text) {
    if (text.isEmpty() || text.equals(TimeText.UNKNOWN)) {
      return;
    }
    String head = label;
    for (String part : wrapped(text, width - INDENT.length() - LABEL)) {
      lines.add(INDENT + head + " ".repeat(LABEL - head.length()) + part);
      head = "";
    }
  }

  /** Joins parts that must not be split at the end of a line; leaves out empty ones. */
  public static String joined(String... parts) {
    return Stream.of(parts)
        .filter(part -> !part.isEmpty())
        .map(part -> part.replace(' ', UNBROKEN))
        .collect(Collectors.joining(", "));
  }

  /** Wraps text between words; a word that is too long has its own line. */
  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString().replace(UNBROKEN, ' '));
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString().replace(UNBROKEN, ' '));
    return lines;
  }
}
