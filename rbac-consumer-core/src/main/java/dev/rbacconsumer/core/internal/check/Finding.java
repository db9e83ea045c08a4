package dev.rbacconsumer.core.internal.check;

import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Result of one step. As JSON it is a part of the summary.
 *
 * @param step name of the step
 * @param detail the result, or the problem and the remedy
 * @param took duration; zero for a step that was left out
 */
record Finding(String step, Verdict verdict, String detail, Duration took) implements Report {
  enum Verdict {
    GOOD,
    BAD,
    /** The step could not be performed, and a start does not need it. */
    UNKNOWN,
    /** The step was not performed: it depends on a failed one. */
    LEFT_OUT
  }

  @Override
  public List<String> lines(AnsiStyle style) {
    String mark =
        switch (verdict) {
          case GOOD -> style.good("✓");
          case BAD -> style.bad("✗");
          case UNKNOWN -> style.open("?");
          case LEFT_OUT -> "-";
        };
    String time = verdict == Verdict.LEFT_OUT ? "" : " (%d ms)".formatted(took.toMillis());
    return List.of("%s %s: %s%s".formatted(mark, step, detail, time));
  }

  @Override
  public Optional<String> json() {
    return Optional.empty();
  }

  static void write(Finding finding, FieldWriter fields) throws IOException {
    fields.text("step", finding.step());
    fields.text("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
    fields.text("detail", finding.detail());
    fields.number("millis", finding.took().toMillis());
  }
}
