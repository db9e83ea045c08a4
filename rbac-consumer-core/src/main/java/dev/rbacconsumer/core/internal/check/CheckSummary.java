package dev.rbacconsumer.core.internal.check;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.report.AnsiStyle;
import dev.rbacconsumer.core.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Summary of a check. As JSON it is the whole check in one object.
 *
 * @param good whether a consumer would run
 * @param mode whether it would apply the records that it reads
 * @param findings results of all steps
 * @param warnings one sentence each
 * @param settings one line for each setting, secrets masked
 */
record CheckSummary(
    boolean good,
    DeliveryMode mode,
    List<Finding> findings,
    List<String> warnings,
    List<String> settings)
    implements Report {
  CheckSummary {
    findings = List.copyOf(findings);
    warnings = List.copyOf(warnings);
    settings = List.copyOf(settings);
  }

  @Override
  public List<String> lines(AnsiStyle style) {
    List<String> lines = new ArrayList<>();
    warnings.forEach(it -> lines.add("! " + it));
    lines.add("");
    lines.addAll(settings);
    lines.add("");
    lines.add(
        good
            ? closing()
            : "The consumer would not work with these settings; see " + style.bad("✗") + ".");
    return lines;
  }

  @Override
  public Optional<String> json() {
    return Optional.of(FieldWriter.object(this, CheckSummary::write));
  }

  private static void write(CheckSummary summary, FieldWriter fields) throws IOException {
    fields.flag("good", summary.good());
    fields.text("mode", summary.mode().label());
    fields.objects("steps", summary.findings(), Finding::write);
    fields.texts("warnings", summary.warnings());
    fields.texts("settings", summary.settings());
  }

  private String closing() {
    return mode == DeliveryMode.DRY_RUN
        ? "The consumer would run with these settings as a DRY RUN: it would apply nothing and"
            + " commit nothing."
        : "The consumer would run with these settings.";
  }
}
