package dev.rbacconsumer.core.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.report.ReportFormat;
import dev.rbacconsumer.core.report.ReportPrinter;
import dev.rbacconsumer.core.time.Clock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckRunnerTest {
  private static final Step GOOD = new Step("good", () -> "works");
  private static final Step BAD = failing("bad", new PreflightFailedException("is away"));
  private static final Step WRONG =
      failing("wrong", PreflightFailedException.wrongSetting("has no name"));
  private static final Step OPEN = failing("open", PreflightFailedException.unknown("may not ask"));

  private final StringWriter out = new StringWriter();

  @Test
  void afterAFailedStepTheOthersAreLeftOut() throws InterruptedException {
    CheckRunner report = report(false);

    report.take(List.of(OPEN, GOOD, BAD, GOOD));

    assertThat(report.finish(DeliveryMode.DELIVER, List.of("A = 1"), List.of("a risk")))
        .isEqualTo(CheckOutcome.FAILED);
    assertThat(out.toString().lines())
        .containsExactly(
            "? open: may not ask (0 ms)",
            "✓ good: works (0 ms)",
            "✗ bad: is away (0 ms)",
            "- good: not looked at, because of: bad",
            "! a risk",
            "",
            "A = 1",
            "",
            "The consumer would not work with these settings; see ✗.");
  }

  @Test
  void aWrongSettingIsWorseThanAProblemThatMayPass() throws InterruptedException {
    CheckRunner report = report(false);

    report.take(List.of(WRONG));
    report.take(List.of(BAD));

    assertThat(report.finish(DeliveryMode.DELIVER, List.of(), List.of()))
        .isEqualTo(CheckOutcome.WRONG_SETTING);
  }

  @Test
  void programsGetOneObjectAtTheEnd() throws InterruptedException {
    CheckRunner report = report(true);

    report.take(List.of(GOOD));
    assertThat(out.toString()).isEmpty();

    assertThat(report.finish(DeliveryMode.DRY_RUN, List.of("A = 1"), List.of("a risk")))
        .isEqualTo(CheckOutcome.GOOD);
    assertThat(out.toString().lines())
        .containsExactly(
            "{\"good\":true,\"mode\":\"dry-run\",\"steps\":[{\"step\":\"good\","
                + "\"verdict\":\"good\",\"detail\":\"works\",\"millis\":0}],"
                + "\"warnings\":[\"a risk\"],\"settings\":[\"A = 1\"]}");
  }

  private CheckRunner report(boolean json) {
    return new CheckRunner(
        new Still(), new ReportPrinter(ReportFormat.of(json, false), new PrintWriter(out)));
  }

  private static Step failing(String name, PreflightFailedException problem) {
    return new Step(
        name,
        () -> {
          throw problem;
        });
  }

  /** Time that does not pass. */
  private static final class Still implements Clock {
    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      return 0;
    }
  }
}
