package dev.rbacconsumer.launcher.bench.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.bench.e2e.result.BenchmarkResult;
import dev.rbacconsumer.launcher.bench.e2e.result.FinalState;
import dev.rbacconsumer.launcher.bench.e2e.result.RunResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark measures real processes, in small. */
@Tag("long")
class EndToEndBenchmarkIT {
  @TempDir Path files;

  @Test
  void waysInProcessesOfTheirOwnLeaveTheRightTuples() throws Exception {
    Options options =
        Options.parse(
            List.of(
                "--ways=strict,plain-poll,fold-50,bare-reader",
                "--stores=1~1",
                "--partitions=2",
                "--messages=60",
                "--rounds=1",
                "--steady-seconds=1",
                "--steady-rate=30"));
    Suite suite = new Suite(options, line -> {});

    BenchmarkResult result = suite.run("", files);

    assertThat(suite.wrongWays()).isEmpty();
    assertThat(result.runs())
        .extracting(RunResult::way)
        .containsExactlyInAnyOrder("strict", "plain-poll", "fold-50", "bare-reader");
    for (RunResult run : result.runs()) {
      assertThat(run.messages()).isEqualTo(60);
      assertThat(run.residentMiB()).isPositive();
      if (!run.way().equals("bare-reader")) {
        assertThat(run.state()).isEqualTo(new FinalState(0, 0));
        assertThat(run.steady()).isNotNull();
        assertThat(run.callsPerMessage()).isPositive();
        assertThat(run.refusedCalls()).isZero();
      }
    }
  }
}
