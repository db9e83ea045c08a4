package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.testkit.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The matrix as tables, for the page that publishes it. */
final class MatrixPage {
  private static final String NOTHING = "–";
  private static final String PREFIX = "RBACConsumer";

  private MatrixPage() {}

  /**
   * The tables of the rows that hold, where what is expected is what was seen, and the differences
   * of the others.
   */
  static Figures of(List<Result> results) {
    List<Row> rows = results.stream().filter(Result::holds).map(Result::row).toList();
    List<List<String>> outside = new ArrayList<>();
    List<List<String>> inside = new ArrayList<>();
    for (Row row : rows) {
      Expected cells = row.expected();
      outside.add(
          List.of(
              row.title(),
              cells.livez(),
              cells.readyz(),
              cells.files(),
              cells.status(),
              orNothing(cells.alerts().stream().map(MatrixPage::withoutPrefix))));
      inside.add(
          List.of(
              row.title(),
              orNothing(cells.problems().stream()),
              orNothing(
                  cells.tiles().entrySet().stream().map(it -> it.getKey() + ": " + it.getValue())),
              orNothing(cells.conditions().stream().map(it -> "`" + it + "`"))));
    }
    Figures figures =
        new Figures()
            .paragraph("%d of %d outages are as expected.".formatted(rows.size(), results.size()))
            .table(
                List.of("outage", "`/livez`", "`/readyz`", "probe files", "`status`", "alerts"),
                outside)
            .table(
                List.of("outage", "problems of `status`", "tiles of the page", "metrics"), inside);
    List<List<String>> others =
        results.stream()
            .filter(result -> !result.holds())
            .map(it -> List.of(it.row().title(), "`" + String.join("`; `", it.differences()) + "`"))
            .toList();
    return others.isEmpty()
        ? figures
        : figures.table(List.of("outage", "differs from what is expected"), others);
  }

  private static String withoutPrefix(String alert) {
    return alert.substring(PREFIX.length());
  }

  private static String orNothing(Stream<String> parts) {
    String joined = parts.collect(Collectors.joining("; "));
    return joined.isEmpty() ? NOTHING : joined;
  }
}
