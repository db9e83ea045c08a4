package dev.rbacconsumer.launcher.bench.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.testkit.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesOfInstancesTest {
  @Test
  void pausesAreCountedForEachProtocolAndEvent() {
    Figures figures = new Figures();

    PauseTable.addTo(
        figures,
        List.of(
            new Pause(Protocol.CLASSIC, Event.JOINS, true, 300.4, 350),
            new Pause(Protocol.CLASSIC, Event.JOINS, false, 12, 13),
            new Pause(Protocol.CLASSIC, Event.JOINS, true, 100, 110),
            new Pause(Protocol.CLASSIC, Event.JOINS, true, 200, 2000),
            new Pause(Protocol.CONSUMER, Event.NONE, false, 5, 7)));

    assertThat(figures.markdown())
        .contains(
            """
            | `classic` | an instance joins | stay | 1 | 12 | 12 | 13 | 13 |
            | `classic` | an instance joins | move | 3 | 200 | 300 | 350 | 2000 |
            | `consumer`, heartbeats of 5 s | no rebalance | stay | 1 | 5 | 5 | 7 | 7 |
            """);
  }

  @Test
  void ratesAreThoseOfTheMedianRoundAndComparedWithOneInstance() {
    Figures figures = new Figures();

    ScaleTable.addTo(
        figures,
        List.of(
            new ScaleResult("5", "ours", List.of(8, 8), 200, 1.5, 0.9, List.of(400.0, 100.0), 0),
            new ScaleResult("5", "ours", List.of(16), 110, 1, 0.5, List.of(), 0),
            new ScaleResult("5", "ours", List.of(16), 90, 1.2, 0.7, List.of(), 3)));

    assertThat(figures.markdown())
        .contains(
            """
            | 5 ms | ours | 1 | 16 | 100 | 1.00 | 1.10 | 60 % | 0 |  |  | 3 |
            | 5 ms | ours | 2 | 8 | 200 | 2.00 | 1.50 | 90 % | 2 | 100 | 400 | 0 |
            """);
  }

  @Test
  void waitForADiskIsNoWork() {
    MachineLoad before = MachineLoad.parse(List.of("cpu  10 0 10 100 20 0 0 0 7 0", "cpu0 1"));
    MachineLoad after = MachineLoad.parse(List.of("cpu  25 5 15 170 25 0 0 0 99 0", "cpu0 1"));

    assertThat(after.busySince(before)).isEqualTo(0.25);
  }
}
