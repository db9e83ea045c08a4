package dev.rbacconsumer.launcher.bench.e2e.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkResultTest {
  @TempDir Path directory;

  @Test
  void fileHoldsEverything() throws Exception {
    BenchmarkResult written =
        Examples.result(
            List.of(
                Examples.run("strict", "limit", 1, 80),
                Examples.run("limit", null, 1, 100),
                Examples.run("reader", null, 1, Double.NaN, null)));
    Path file = directory.resolve("new").resolve("result.json");

    written.write(file);

    assertThat(BenchmarkResult.read(file)).isEqualTo(written);
  }
}
