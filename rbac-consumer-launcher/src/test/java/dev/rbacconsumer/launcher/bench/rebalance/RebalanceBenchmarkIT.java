package dev.rbacconsumer.launcher.bench.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.bench.e2e.store.StoreSpec;
import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.launcher.bench.e2e.way.Ways;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks of several instances measure real processes, in small. */
@Tag("long")
class RebalanceBenchmarkIT {
  @TempDir static Path files;

  private static Cluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new Cluster(files);
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  @Test
  void everyPartitionHasAPauseAtEachEventAndOneInThreeMoves() throws Exception {
    Duration shortly = Duration.ofSeconds(1);
    RebalanceRun run = new RebalanceRun(cluster, 3, 50, 20, shortly, shortly, false, Map.of());

    List<Pause> pauses = run.measure(Protocol.CLASSIC, 1);

    assertThat(pauses).allMatch(it -> it.millis() > 0);
    assertThat(pauses)
        .extracting(it -> it.event() + (it.moved() ? " moves" : " stays"))
        .containsExactlyInAnyOrder(
            "NONE stays",
            "NONE stays",
            "NONE stays",
            "JOINS stays",
            "JOINS stays",
            "JOINS moves",
            "LEAVES stays",
            "LEAVES stays",
            "LEAVES moves");
  }

  @Test
  void noInstanceIsIdle() throws Exception {
    Way strict = Ways.named(List.of("strict")).get(0);
    ScaleRun run = new ScaleRun(cluster, 3, Duration.ZERO);

    ScaleResult result = run.measure(StoreSpec.parse("20"), strict, 2, 1200, 1);

    assertThat(result.owned()).containsExactlyInAnyOrder(1, 2);
    assertThat(result.handOvers()).hasSize(1).allMatch(it -> it > 0);
    assertThat(result.rate()).isPositive();
    assertThat(result.cpuMillis()).isPositive();
  }
}
