package dev.rbacconsumer.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportPrinterTest {
  private static final Report BOTH =
      new Report() {
        @Override
        public List<String> lines(AnsiStyle style) {
          return List.of("one", style.bad("two"));
        }

        @Override
        public Optional<String> json() {
          return Optional.of("{\"number\":2}");
        }
      };

  private final StringWriter out = new StringWriter();

  @Test
  void peopleGetAllLines() {
    assertThat(printed(ReportFormat.of(false, false))).containsExactly("one", "two", "closing");
  }

  @Test
  void coloursAreAddedIfTheyAreWanted() {
    assertThat(printed(ReportFormat.of(false, true))).contains("\u001b[31mtwo\u001b[0m");
  }

  @Test
  void programsGetOneObjectAndNothingThatIsForPeople() {
    assertThat(printed(ReportFormat.of(true, true))).containsExactly("{\"number\":2}");
  }

  private List<String> printed(ReportFormat format) {
    ReportPrinter printer = new ReportPrinter(format, new PrintWriter(out));
    printer.print(BOTH);
    printer.show(Report.forPeople(List.of("closing")));
    return out.toString().lines().toList();
  }
}
