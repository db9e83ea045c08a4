package dev.rbacconsumer.launcher.bench.e2e;

import dev.rbacconsumer.launcher.bench.e2e.result.BenchmarkResult;
import dev.rbacconsumer.launcher.bench.e2e.result.Tables;
import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.launcher.bench.e2e.way.Ways;
import dev.rbacconsumer.testkit.Figures;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the part of {@code docs/performance.md} that comes from the results of benchmarks. */
final class Pages {
  private Pages() {}

  /** Returns the results in a directory that the page shows, by the name of their file. */
  static Map<String, BenchmarkResult> results(Path directory) throws IOException {
    Map<String, BenchmarkResult> results = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "e2e*.json")) {
      for (Path file : found) {
        results.put(file.getFileName().toString(), BenchmarkResult.read(file));
      }
    }
    return results;
  }

  /** Returns the tables of all results. */
  static Figures of(Map<String, BenchmarkResult> results) {
    Figures figures = new Figures();
    List<String> order = Ways.ALL.stream().map(Way::id).toList();
    results.forEach((name, result) -> new Tables(result, order).addTo(figures, name));
    return figures;
  }
}
