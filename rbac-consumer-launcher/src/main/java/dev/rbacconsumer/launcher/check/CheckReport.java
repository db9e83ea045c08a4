package dev.rbacconsumer.launcher.check;

import dev.rbacconsumer.core.observe.DeliveryMode;
import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes one step after the other and tells what it came to. Not thread-safe. */
public final class CheckReport {
  private final Clock clock;
  private final CheckPrinter printer;
  private ExitCode code = ExitCode.OK;

  private CheckReport(Clock clock, CheckPrinter printer) {
    this.clock = clock;
    this.printer = printer;
  }

  /** For a person; {@code colours} only where it is sure that a terminal shows them. */
  public static CheckReport text(Clock clock, PrintWriter out, boolean colours) {
    return new CheckReport(clock, new CheckText(out, colours));
  }

  /** For a program: one object, when all is done. */
  public static CheckReport json(Clock clock, PrintWriter out) {
    return new CheckReport(clock, new CheckJson(out));
  }

  /**
   * Takes steps of which each rests on the one before: after a bad one, the others are left out.
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
   * @param mode whether the consumer would act on what it reads
   * @param settings one line for each setting, secrets masked
   * @param warnings one sentence each
   * @return {@link ExitCode#OK} when nothing was bad, {@link ExitCode#USAGE} when a setting was,
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
      // What somebody has to put right counts for more than what may pass.
      boolean isWorse = code != ExitCode.USAGE && bad.code() != ExitCode.OK;
      code = isWorse ? bad.code() : code;
    }
    Duration took = Duration.ofNanos(clock.nanoTime() - begin);
    printer.print(new Finding(step.name(), verdict, detail, took));
    return verdict != Finding.Verdict.BAD;
  }
}
