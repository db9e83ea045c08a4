package dev.rbacconsumer.core.report;

import java.util.List;

/** Format of reports: the part of a report that is printed. */
@FunctionalInterface
public interface ReportFormat {
  /** Returns the printed lines of a report; none if the format leaves it out. */
  List<String> lines(Report report);

  /**
   * Returns the chosen format.
   *
   * @param json whether to print for programs, one JSON object on each line, and not for people
   * @param colours whether to use colours for people
   */
  static ReportFormat of(boolean json, boolean colours) {
    if (json) {
      return report -> report.json().map(List::of).orElse(List.of());
    }
    AnsiStyle style = new AnsiStyle(colours);
    return report -> report.lines(style);
  }
}
