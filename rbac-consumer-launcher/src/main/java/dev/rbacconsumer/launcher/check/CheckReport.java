package dev.rbacconsumer.launcher.check;

import dev.rbacconsumer.core.observe.DeliveryMode;
import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs one step after the other and prints their findings. Not thread-safe. */
public final class CheckReport {
  private final Clock clock;
  private final CheckPrinter printer;
  private ExitCode code = ExitCode.OK;

  private CheckReport(Clock clock, CheckPrinter printer) {
    this.clock = clock;
    this.printer = printer;
  }

  /**
   * Creates a report for people; {@code colours} only if the output is certainly a terminal that
   * shows them.
   */
  public static CheckReport text(Clock clock, PrintWriter out, boolean colours) {
    return new CheckReport(clock, new CheckText(out, colours));
  }

  /** Creates a report for programs: one object at the end. */
  public static CheckReport json(Clock clock, PrintWriter out) {
    return new CheckReport(clock, new CheckJson(out));
  }

  /**
   * Runs steps that depend on each other: after a failed one, the others are left out.
   *
   * @throws InterruptedException when the calling thread is interrupted
   */
  public void take(List<Step> steps) throws InterruptedException {
    Optional<String> bad = Optional.empty();
    for (Step step : steps) {
      if (bad.isPresent()) {
        printer.print(
            new Finding(
                step.name(),
                Finding.Verdict.LEFT_OUT,
                "not looked at, because of: " + bad.get(),
                Duration.ZERO));
      } else if (!take(step)) {
        bad = Optional.of(step.name());
      }
    }
  }

  /**
   * Ends the report.
   *
   * @param mode whether the consumer would apply the records that it reads
   * @param settings one line for each setting, secrets masked
   * @param warnings one sentence each
   * @return {@link ExitCode#OK} if no step failed, {@link ExitCode#USAGE} if a setting was wrong,
   *     else {@link ExitCode#FAILURE}
   */
  public ExitCode finish(DeliveryMode mode, List<String> settings, List<String> warnings) {
    printer.finish(code == ExitCode.OK, mode, settings, warnings);
    return code;
  }

  private boolean take(Step step) throws InterruptedException {
    long begin = clock.nanoTime();
    Finding.Verdict verdict = Finding.Verdict.GOOD;
    String detail;
    try {
      detail = step.action().run();
    } catch (CheckFailedException bad) {
      verdict = bad.verdict();
      detail = String.valueOf(bad.getMessage());
      // A problem that an operator must correct counts more than one that may pass.
      boolean isWorse = code != ExitCode.USAGE && bad.code() != ExitCode.OK;
      code = isWorse ? bad.code() : code;
    }
    Duration took = Duration.ofNanos(clock.nanoTime() - begin);
    printer.print(new Finding(step.name(), verdict, detail, took));
    return verdict != Finding.Verdict.BAD;
  }
}
