package dev.rbacconsumer.launcher.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Lines of the log as {@code docs/logging.md} documents them. */
public final class DocumentedLines {
  private static final Path PAGE = Path.of("docs/logging.md");
  private static final Pattern PLAIN = Pattern.compile("(?m)^\\| `(\\[[A-Z]+] .*?)` \\|");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]+) \\| `(.*?)` \\|");

  /** Lines of the launcher in the table about partitions. */
  private static final Set<String> OF_STALLS =
      Set.of("The stalled partition ends at … (partition: …)", "Thread \"…\" (…): …");

  private static final Pattern NAME = Pattern.compile("(?<=(aggregateid|event_type): )[\\w-]+");

  private DocumentedLines() {}

  /** Returns the lines of the Python consumer, from the level in brackets on. */
  public static List<String> ofThePythonConsumer() {
    return PLAIN.matcher(Pages.read(PAGE)).results().map(row -> row.group(1)).toList();
  }

  /** Returns level and text of each line that the launcher writes, and not core. */
  static List<MatchResult> ofTheLauncher() {
    String page = Pages.read(PAGE);
    int process = page.indexOf("\nThe process:");
    return ROW.matcher(page)
        .results()
        .filter(row -> row.start() > process || OF_STALLS.contains(row.group(2)))
        .toList();
  }

  /** Returns a pattern for a line, in which an ellipsis stands for any text. */
  public static Pattern exactly(String line) {
    return Pattern.compile(Pattern.quote(line).replace("…", "\\E.+\\Q"));
  }

  /** Returns a pattern for a line with other numbers, names and quoted texts. */
  public static Pattern alike(String line) {
    String open = NAME.matcher(line).replaceAll("…").replaceAll("\"[^\"]+\"$", "\"…\"");
    String regex = exactly(open.replaceAll("b'.*'", "b'…'")).pattern();
    return Pattern.compile(regex.replaceAll("\\d+", "\\\\E\\\\d+\\\\Q"));
  }
}
