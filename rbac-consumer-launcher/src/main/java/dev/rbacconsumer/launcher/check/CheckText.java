package dev.rbacconsumer.launcher.check;

import dev.rbacconsumer.core.observe.DeliveryMode;
import java.io.PrintWriter;
import java.util.List;

/** Prints one line for each step, then the settings. */
final class CheckText implements CheckPrinter {
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
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
          case UNKNOWN -> coloured(YELLOW, "?");
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
  public void finish(
      boolean good, DeliveryMode mode, List<String> settings, List<String> warnings) {
    warnings.forEach(it -> out.println("! " + it));
    out.println();
    settings.forEach(out::println);
    out.println();
    out.println(
        good
            ? closing(mode)
            : "The consumer would not work with these settings; see " + coloured(RED, "✗") + ".");
    out.flush();
  }

  private static String closing(DeliveryMode mode) {
    return mode == DeliveryMode.DRY_RUN
        ? "The consumer would run with these settings as a DRY RUN: it would apply nothing and"
            + " commit nothing."
        : "The consumer would run with these settings.";
  }

  private String coloured(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }
}
