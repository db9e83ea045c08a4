package dev.rbacconsumer.launcher.outage;

import java.util.List;
import java.util.stream.Stream;

/** All rows of the matrix, in the order of the page. */
final class OutageMatrix {
  private OutageMatrix() {}

  static List<Row> rows() {
    return Stream.of(
            BrokerOutages.rows(),
            GroupOutages.rows(),
            StoreOutages.rows(),
            RecordOutages.rows(),
            InstanceOutages.rows())
        .flatMap(List::stream)
        .toList();
  }
}
