package dev.rbacconsumer.testkit.bench.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoreTablesTest {
  private static final Way ONE = new Way.Fixed(1);
  private static final Way ADAPTIVE = new Way.Adaptive(64);
  private static final Way KESSEL = new Way.Messages(false, 1);
  private static final Way DIRECT = new Way.Messages(true, 100);

  @Test
  void eachStoreHasALineForEachWay() {
    StoreTables tables =
        new StoreTables(
            List.of(
                new StoreMeasured(StoreKind.IN_MEMORY, ONE, 0, 3, 0),
                new StoreMeasured(StoreKind.IN_MEMORY, ADAPTIVE, 0, 0.5, 12),
                new StoreMeasured(StoreKind.IN_MEMORY, KESSEL, 0, 8, 0),
                new StoreMeasured(StoreKind.IN_MEMORY, DIRECT, 0, 0.2, 0),
                new StoreMeasured(StoreKind.POSTGRESQL, ONE, 0, 7, 0),
                new StoreMeasured(StoreKind.POSTGRESQL, ADAPTIVE, 0, 3.5, 5),
                new StoreMeasured(StoreKind.POSTGRESQL, KESSEL, 0, 16, 0),
                new StoreMeasured(StoreKind.POSTGRESQL, DIRECT, 0, 0.4, 0)));

    String markdown = tables.figures(List.of(ONE, ADAPTIVE), List.of(KESSEL, DIRECT)).markdown();

    assertThat(markdown.lines())
        .contains(
            "| in memory | always 1 | 3.00 | 1.0 |",
            "| in memory | adaptive, at most 64: 12 | 0.50 | 6.0 |",
            "| PostgreSQL | adaptive, at most 64: 5 | 3.50 | 2.0 |",
            "| in memory | `spicedb` | 100 | 0.20 | 40.0 |",
            "| PostgreSQL | `kessel-relations` | 1 | 16.00 | 1.0 |");
  }

  @Test
  void runsOfTheSameRoundAreCompared() {
    StoreTables tables =
        new StoreTables(
            List.of(
                new StoreMeasured(StoreKind.IN_MEMORY, ONE, 0, 100, 0),
                new StoreMeasured(StoreKind.IN_MEMORY, ADAPTIVE, 0, 10, 0),
                new StoreMeasured(StoreKind.IN_MEMORY, ADAPTIVE, 1, 1, 0),
                new StoreMeasured(StoreKind.IN_MEMORY, ONE, 1, 12, 0),
                new StoreMeasured(StoreKind.IN_MEMORY, ONE, 2, 30, 0),
                new StoreMeasured(StoreKind.IN_MEMORY, ADAPTIVE, 2, 2, 0)));

    assertThat(tables.timesFaster(StoreKind.IN_MEMORY, ADAPTIVE, ONE)).isEqualTo(12.0);
  }
}
