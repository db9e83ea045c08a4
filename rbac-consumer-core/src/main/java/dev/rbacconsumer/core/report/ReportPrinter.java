package dev.rbacconsumer.core.report;

import java.io.PrintWriter;

/**
 * Prints reports in one format.
 *
 * @param format format of all reports
 * @param out output, which the printer neither closes nor flushes on its own
 */
public record ReportPrinter(ReportFormat format, PrintWriter out) {
  /** Prints a report behind those before it. */
  public void print(Report report) {
    format.lines(report).forEach(out::println);
  }

  /** Prints a report, and shows all that was printed. */
  public void show(Report report) {
    print(report);
    out.flush();
  }
}
