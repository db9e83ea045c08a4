package dev.rbacconsumer.core.report;

import java.util.List;
import java.util.Optional;

/** Content of a report, or of a part of it, for people and for programs. */
public interface Report {
  /**
   * Returns the lines for people, without line ends.
   *
   * @param style colours of the output
   */
  List<String> lines(AnsiStyle style);

  /**
   * Returns the content as JSON on one line. Empty if the report that follows has it too, or if
   * programs do not need it.
   */
  Optional<String> json();

  /** Returns a part that only people need. */
  static Report forPeople(List<String> lines) {
    return new Report() {
      @Override
      public List<String> lines(AnsiStyle style) {
        return lines;
      }

      @Override
      public Optional<String> json() {
        return Optional.empty();
      }
    };
  }
}
