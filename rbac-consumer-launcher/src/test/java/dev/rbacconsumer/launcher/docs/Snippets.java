package dev.rbacconsumer.launcher.docs;

import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Java blocks of a page, each of which repeats a region of a source file:
 *
 * <pre>
 * &lt;!-- snippet: path/to/File.java region --&gt;
 * ```java
 * </pre>
 *
 * <p>The region is what stands there between the lines {@code // [region]} and {@code //
 * [/region]}.
 *
 * @param files the text of a file, by its path
 */
record Snippets(UnaryOperator<String> files) {
  private static final Pattern COMMENT =
      Pattern.compile("<!-- snippet: (?<file>\\S+) (?<region>\\S+) -->");
  private static final Pattern FENCE = Pattern.compile("(?i)\\s*(```|~~~)\\s*java\\b.*");

  /**
   * The page with every Java block as its source has it now.
   *
   * @throws IllegalArgumentException for a block without a source, and for a source without a block
   */
  String renewed(String page) {
    StringBuilder out = new StringBuilder();
    String above = "";
    Iterator<String> lines = page.lines().iterator();
    while (lines.hasNext()) {
      String line = lines.next();
      out.append(line).append('\n');
      if (FENCE.matcher(line).matches()) {
        out.append(wanted(above, block(lines))).append("```\n");
      } else if (COMMENT.matcher(above).matches()) {
        throw new IllegalArgumentException("want a Java block right below " + above);
      }
      above = line;
    }
    return out.toString();
  }

  /** Takes all lines up to the end of the block, and that end too. */
  private static String block(Iterator<String> lines) {
    StringBuilder shown = new StringBuilder();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.strip().equals("```")) {
        return shown.toString();
      }
      shown.append(line).append('\n');
    }
    throw new IllegalArgumentException("a Java block has no end: " + shown);
  }

  private String wanted(String above, String shown) {
    Matcher comment = COMMENT.matcher(above);
    if (comment.matches()) {
      String file = comment.group("file");
      return region(file, files.apply(file).lines().toList(), comment.group("region"));
    }
    throw new IllegalArgumentException(
        "want <!-- snippet: file region --> right above the Java block that begins with: "
            + shown.lines().findFirst().orElse(""));
  }

  private static String region(String file, List<String> lines, String name) {
    List<String> stripped = lines.stream().map(String::strip).toList();
    int begin = stripped.indexOf("// [" + name + "]");
    int end = stripped.indexOf("// [/" + name + "]");
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("want a region " + name + " in " + file + ", got none");
    }
    String text = String.join("\n", lines.subList(begin + 1, end));
    return text.stripTrailing().stripIndent() + "\n";
  }
}
