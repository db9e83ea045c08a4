package dev.rbacconsumer.testkit.bench.store;

import dev.rbacconsumer.testkit.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The tables that {@code docs/performance.md} shows. Numbers are medians of rounds. */
final class StoreTables {
  private final List<StoreMeasured> measured;

  StoreTables(List<StoreMeasured> measured) {
    this.measured = List.copyOf(measured);
  }

  /**
   * Both tables.
   *
   * @param removals ways to remove; the first is what the others are compared with
   * @param messages ways to apply messages; likewise
   */
  Figures figures(List<Way> removals, List<Way> messages) {
    return new Figures()
        .paragraph("Removals through `kessel-relations`:")
        .table(
            List.of("store", "in flight", "ms for each", "times faster than one at a time"),
            rows(removals))
        .paragraph("Messages that remove one tuple and add one:")
        .table(
            List.of("store", "dialect", "messages in a batch", "ms for each", "times faster"),
            rows(messages));
  }

  private List<List<String>> rows(List<Way> ways) {
    List<List<String>> rows = new ArrayList<>();
    for (StoreKind store : measured.stream().map(StoreMeasured::store).distinct().toList()) {
      for (Way way : ways) {
        List<String> row = new ArrayList<>(List.of(store.title()));
        row.addAll(names(store, way));
        row.add(decimal("%.2f", median(store, way, StoreMeasured::millis)));
        row.add(decimal("%.1f", timesFaster(store, way, ways.get(0))));
        rows.add(row);
      }
    }
    return rows;
  }

  private List<String> names(StoreKind store, Way way) {
    if (way instanceof Way.Fixed fixed) {
      return List.of("always " + fixed.inFlight());
    }
    if (way instanceof Way.Adaptive adaptive) {
      double reached = median(store, way, StoreMeasured::inFlight);
      return List.of(
          decimal("adaptive, at most %d: ", adaptive.ceiling()) + decimal("%.0f", reached));
    }
    Way.Messages messages = (Way.Messages) way;
    return List.of(messages.direct() ? "`spicedb`" : "`kessel-relations`", "" + messages.batch());
  }

  /** Compares runs of the same round only: how busy the machine is changes between rounds. */
  double timesFaster(StoreKind store, Way way, Way than) {
    return median(store, way, it -> millis(store, than, it.round()) / it.millis());
  }

  private double millis(StoreKind store, Way way, int round) {
    return measured.stream()
        .filter(it -> it.store() == store && it.way().equals(way) && it.round() == round)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(way + ": not measured in " + round))
        .millis();
  }

  private double median(StoreKind store, Way way, ToDoubleFunction<StoreMeasured> value) {
    double[] sorted =
        measured.stream()
            .filter(it -> it.store() == store && it.way().equals(way))
            .mapToDouble(value)
            .sorted()
            .toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String decimal(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
