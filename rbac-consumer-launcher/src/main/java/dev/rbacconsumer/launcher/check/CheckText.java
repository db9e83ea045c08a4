package dev.rbacconsumer.launcher.check;

import java.io.PrintWriter;
import java.util.List;

/** One line for each step, then the settings. */
final class CheckText implements CheckPrinter {
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter out;
  private final boolean colours;

  CheckText(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  @Override
  public void print(Finding finding) {
    String mark =
        switch (finding.verdict()) {
          case GOOD -> coloured(GREEN, "✓");
          case BAD -> coloured(RED, "✗");
          case LEFT_OUT -> "-";
        };
    String time =
        finding.verdict() == Finding.Verdict.LEFT_OUT
            ? ""
            : " (%d ms)".formatted(finding.took().toMillis());
    out.println("%s %s: %s%s".formatted(mark, finding.step(), finding.detail(), time));
    out.flush();
  }

  @Override
  public void finish(boolean good, List<String> settings, List<String> warnings) {
    warnings.forEach(it -> out.println("! " + it));
    out.println();
    settings.forEach(out::println);
    out.println();
    out.println(
        good
            ? "The consumer would run with these settings."
            : "The consumer would not work with these settings; see " + coloured(RED, "✗") + ".");
    out.flush();
  }

  private String coloured(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }
}
