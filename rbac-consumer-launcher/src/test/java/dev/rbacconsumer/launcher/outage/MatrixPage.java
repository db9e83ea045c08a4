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

  /** The tables of rows that hold, so that what is expected is what was seen. */
  static Figures of(List<Row> rows) {
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
                  cells.tiles().entrySet().stream()
                      .map(it -> it.getKey() + ": " + it.getValue())),
              orNothing(cells.conditions().stream().map(it -> "`" + it + "`"))));
    }
    return new Figures()
        .paragraph("All %d rows hold, and in each all is well afterwards.".formatted(rows.size()))
        .table(
            List.of("outage", "`/livez`", "`/readyz`", "probe files", "`status`", "alerts"),
            outside)
        .table(List.of("outage", "problems of `status`", "tiles of the page", "metrics"), inside);
  }

  private static String withoutPrefix(String alert) {
    return alert.substring(PREFIX.length());
  }

  private static String orNothing(Stream<String> parts) {
    String joined = parts.collect(Collectors.joining("; "));
    return joined.isEmpty() ? NOTHING : joined;
  }
}
