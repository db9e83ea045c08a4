package dev.rbacconsumer.testkit.bench.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the benchmark compares what it says. */
class WriteBenchmarkTest {
  @Test
  void everyWayMakesTheCallsThatItsNameSays() throws Exception {
    Map<WriteWay, Double> calls = new EnumMap<>(WriteWay.class);
    List<WriteRun> runs =
        Stream.of(WriteWay.values()).map(way -> WriteRun.of(way, Duration.ZERO, 10)).toList();

    try (WriteBenchmark benchmark = new WriteBenchmark()) {
      benchmark.run(runs, 1).forEach(it -> calls.put(it.run().way(), it.calls()));
    }

    assertThat(calls)
        .containsEntry(WriteWay.NAIVE, 6.0)
        .containsEntry(WriteWay.KESSEL_RELATIONS, 6.0)
        .containsEntry(WriteWay.KESSEL_INVENTORY, 6.0)
        .containsEntry(WriteWay.SPICEDB, 1.0);
  }

  @Test
  void theStoreTakesItsTimeForEachCall() throws Exception {
    WriteRun slow = WriteRun.of(WriteWay.SPICEDB, Duration.ofMillis(20), 400);

    try (WriteBenchmark benchmark = new WriteBenchmark()) {
      assertThat(benchmark.run(List.of(slow), 1).get(0).millis()).isGreaterThanOrEqualTo(20);
    }
  }

  @Test
  void theTableComparesRunsOfTheSameRound() {
    WriteRun naive = WriteRun.of(WriteWay.NAIVE, Duration.ZERO, 10);
    WriteRun fast = WriteRun.of(WriteWay.SPICEDB, Duration.ZERO, 10);
    List<WriteMeasured> measured =
        List.of(
            new WriteMeasured(naive, 0, 6, 100),
            new WriteMeasured(fast, 0, 1, 10),
            new WriteMeasured(fast, 1, 1, 1),
            new WriteMeasured(naive, 1, 6, 12),
            new WriteMeasured(naive, 2, 6, 30),
            new WriteMeasured(fast, 2, 1, 2));

    assertThat(WriteTable.timesFaster(fast, naive, measured)).isEqualTo(12.0);
  }
}
