package dev.rbacconsumer.launcher.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of commands on a page. The line above it says what becomes of it here:
 *
 * <pre>
 * &lt;!-- commands: run --&gt;
 * &lt;!-- commands: run, ends with 1 --&gt;
 * &lt;!-- commands: run until "a text of its output" --&gt;
 * &lt;!-- commands: run in the sandbox, ends with 3 --&gt;
 * &lt;!-- commands: not run: why --&gt;
 * </pre>
 *
 * <p>Commands at the prompt of the sandbox are in a block of text, below this line, which says the
 * last line that the last of them prints:
 *
 * <pre>
 * &lt;!-- commands: typed in the sandbox, prints "a text of its output" --&gt;
 * </pre>
 *
 * @param place page and line, for a person
 * @param text the commands, without the indentation of the block
 * @param code with which they end, where they are run to their end
 * @param until what they say before they are stopped in order; empty where they end by themselves
 * @param stage what is around them when they are run
 */
record ShellBlock(
    String place, String text, OptionalInt code, Optional<String> until, Stage stage) {
  private static final Pattern COMMENT =
      Pattern.compile(
          "<!-- commands: (?:(?<run>run)(?<sandbox> in the sandbox)?"
              + "(?:, ends with (?<code>\\d+)| until \"(?<until>[^\"]+)\")?"
              + "|not run: (?<why>\\S.{9,})) -->");

  private static final Pattern TYPED =
      Pattern.compile("<!-- commands: typed in the sandbox, prints \"(?<prints>[^\"]+)\" -->");

  private static final Pattern FENCE = Pattern.compile("( *)(?:```|~~~) *(\\S*).*");
  private static final Pattern SHELL = Pattern.compile("sh|bash|shell|console|zsh");

  /** What nobody calls a program, and who wants to show what one says. */
  private static final Pattern NO_LANGUAGE = Pattern.compile("|text|txt");

  private static final Pattern COMMAND =
      Pattern.compile(
          "(\\$ )?([A-Z_]+=\\S+ )*(\\.\\S*/\\S+|java|make|mvn|git|source|export|bash|curl|kubectl"
              + "|oc|podman|docker|promtool|psql|kafka-[a-z-]+\\.sh|[A-Z_]+=\\S+ \\\\)( .*)?");

  /** What is around commands when they are run. */
  enum Stage {
    /** A folder with the built jar, beside a broker and a store of the test. */
    FOLDER,
    /** A terminal beside a sandbox. The blocks of a page share both. */
    SANDBOX,
    /** The prompt of that sandbox; {@link ShellBlock#until} is what the last command prints. */
    PROMPT
  }

  /** Whether it is run. */
  boolean isRun() {
    return code.isPresent() || until.isPresent();
  }

  /**
   * All blocks of a page.
   *
   * @throws IllegalArgumentException for a block without a comment, for a comment without a block,
   *     and for commands in a block that does not say that it has some
   */
  static List<ShellBlock> of(String page, String text) {
    List<ShellBlock> blocks = new ArrayList<>();
    List<String> lines = text.lines().toList();
    String above = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher fence = FENCE.matcher(line);
      boolean begins = fence.matches();
      boolean shell = begins && SHELL.matcher(fence.group(2)).matches();
      Matcher typed = TYPED.matcher(above.strip());
      boolean prompt = begins && !shell && typed.matches();
      if (above.strip().startsWith("<!-- commands:") && !shell && !prompt) {
        throw new IllegalArgumentException(
            "%s:%d: want a block of sh right below the comment".formatted(page, i));
      }
      if (begins) {
        String place = page + ":" + (i + 1);
        int end = end(lines, i);
        List<String> inside = lines.subList(i + 1, end);
        String commands = String.join("\n", inside).stripIndent();
        if (shell) {
          blocks.add(block(place, above.strip(), commands));
        } else if (prompt) {
          Optional<String> prints = Optional.of(typed.group("prints"));
          blocks.add(new ShellBlock(place, commands, OptionalInt.empty(), prints, Stage.PROMPT));
        } else if (NO_LANGUAGE.matcher(fence.group(2)).matches()) {
          refuseCommands(place, inside);
        }
        i = end;
        line = lines.get(end);
      }
      above = line;
    }
    return blocks;
  }

  private static ShellBlock block(String place, String above, String text) {
    Matcher comment = COMMENT.matcher(above);
    if (!comment.matches()) {
      throw new IllegalArgumentException(
          place
              + ": want <!-- commands: run -->, or another of its kind, right above the block; see"
              + " CONTRIBUTING.md");
    }
    Optional<String> until = Optional.ofNullable(comment.group("until"));
    boolean toItsEnd = comment.group("run") != null && until.isEmpty();
    String code = comment.group("code");
    return new ShellBlock(
        place,
        text,
        toItsEnd ? OptionalInt.of(code == null ? 0 : Integer.parseInt(code)) : OptionalInt.empty(),
        until,
        comment.group("sandbox") == null ? Stage.FOLDER : Stage.SANDBOX);
  }

  private static int end(List<String> lines, int begin) {
    String mark = lines.get(begin).strip().substring(0, 3);
    for (int i = begin + 1; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(mark)) {
        return i;
      }
    }
    throw new IllegalArgumentException("a block has no end: " + lines.get(begin));
  }

  private static void refuseCommands(String place, List<String> lines) {
    for (String line : lines) {
      if (COMMAND.matcher(line.strip()).matches()) {
        throw new IllegalArgumentException(
            "%s: want sh behind the marks of a block of commands, got one with: %s"
                .formatted(place, line.strip()));
      }
    }
  }
}
