package dev.rbacconsumer.launcher.bench.e2e.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * All runs of one benchmark, and what is needed to repeat it.
 *
 * @param machine on which it ran
 * @param commit revision of the product; with {@code +} if it had changes that are not committed
 * @param date of its end
 * @param seed of its messages
 * @param arguments of the program
 * @param runs in the order in which they ran
 */
public record BenchmarkResult(
    Machine machine,
    String commit,
    String date,
    long seed,
    String arguments,
    List<RunResult> runs) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public BenchmarkResult {
    runs = List.copyOf(runs);
  }

  /** Reads a file that {@link #write} wrote. */
  public static BenchmarkResult read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), BenchmarkResult.class);
  }

  /** Writes the file as JSON, and creates its directory. */
  public void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }
}
