package dev.rbacconsumer.core.internal.check;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.report.ReportPrinter;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the steps of a check in sequence and prints their findings. Not thread-safe. */
public final class CheckRunner {
  private final Clock clock;
  private final ReportPrinter printer;
  private final List<Finding> findings = new ArrayList<>();
  private CheckOutcome outcome = CheckOutcome.GOOD;

  /**
   * Creates a report without findings.
   *
   * @param printer shows each finding to people as soon as it is available, and all of them to
   *     programs at the end
   */
  public CheckRunner(Clock clock, ReportPrinter printer) {
    this.clock = clock;
    this.printer = printer;
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
        add(
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
   * Prints the summary, and returns the worst outcome of all steps.
   *
   * @param mode whether the consumer would apply the records that it reads
   * @param settings one line for each setting, secrets masked
   * @param warnings one sentence each
   * @return the worst outcome of all steps
   */
  public CheckOutcome finish(DeliveryMode mode, List<String> settings, List<String> warnings) {
    printer.show(
        new CheckSummary(outcome == CheckOutcome.GOOD, mode, findings, warnings, settings));
    return outcome;
  }

  private boolean take(Step step) throws InterruptedException {
    long begin = clock.nanoTime();
    Finding.Verdict verdict = Finding.Verdict.GOOD;
    String detail;
    try {
      detail = step.action().run();
    } catch (PreflightFailedException bad) {
      verdict = bad.verdict();
      detail = String.valueOf(bad.getMessage());
      outcome = outcome.and(bad.outcome());
    }
    Duration took = Duration.ofNanos(clock.nanoTime() - begin);
    add(new Finding(step.name(), verdict, detail, took));
    return verdict != Finding.Verdict.BAD;
  }

  private void add(Finding finding) {
    findings.add(finding);
    printer.show(finding);
  }
}
