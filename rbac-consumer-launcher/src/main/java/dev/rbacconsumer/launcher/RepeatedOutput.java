package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.runtime.OutputTarget;
import java.io.PrintWriter;
import java.util.List;

/**
 * Prints the results of a command that repeats itself: on a terminal, each result takes the place
 * of the last one; elsewhere, results follow one another.
 */
final class RepeatedOutput {
  /**
   * Moves the cursor to the upper left corner; the old text is overwritten, so that the screen does
   * not flicker.
   */
  private static final String HOME = "\u001b[H";

  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final boolean screen;

  /**
   * @param json whether results are JSON, which is never overwritten
   */
  RepeatedOutput(PrintWriter out, PrintWriter err, boolean json, OutputTarget terminal) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.screen = terminal.isTerminal() && !json;
  }

  /** Prints a result. */
  void show(List<String> lines) {
    out.print(screen ? overwriting(lines) : apart(lines));
    out.flush();
  }

  /** Prints a sentence in place of a result, which there may be the next time. */
  void problem(String sentence) {
    if (screen) {
      show(List.of(sentence));
    } else {
      err.println(sentence);
    }
  }

  private static String overwriting(List<String> lines) {
    StringBuilder text = new StringBuilder(HOME);
    lines.forEach(line -> text.append(line).append(CLEAR_REST_OF_LINE).append('\n'));
    return text.append(CLEAR_BELOW).toString();
  }

  private String apart(List<String> lines) {
    return String.join("\n", lines) + (json ? "\n" : "\n\n");
  }
}
