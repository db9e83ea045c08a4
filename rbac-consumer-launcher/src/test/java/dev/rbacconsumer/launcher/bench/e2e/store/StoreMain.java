package dev.rbacconsumer.launcher.bench.e2e.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Runs the store as a program. It prints its port, then answers the commands on its standard input,
 * each with one line: {@code reset SPEC SEED}, {@code marks}, {@code calls}, {@code times FILE},
 * and {@code tuples FILE}. It ends with its standard input. Without arguments it is the testkit's
 * store; with {@code TARGET} it is a gateway to the SpiceDB there, whose key is in the environment
 * variable {@code SPICEDB_KEY}.
 */
public final class StoreMain {
  private StoreMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws IOException {
    CallMeter meter = new CallMeter();
    try (StoreBackend backend = backend(meter, args);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      System.out.println(backend.port());
      String line = commands.readLine();
      while (line != null) {
        System.out.println(answer(meter, backend, line.split(" ", -1)));
        line = commands.readLine();
      }
    }
    System.exit(0);
  }

  private static StoreBackend backend(CallMeter meter, String[] args) {
    if (args.length == 0) {
      return new TestkitBackend(meter);
    }
    String key = Objects.requireNonNull(System.getenv("SPICEDB_KEY"), "SPICEDB_KEY: want a key");
    return new SpiceDbBackend(meter, args[0], key);
  }

  private static String answer(CallMeter meter, StoreBackend backend, String[] words)
      throws IOException {
    switch (words[0]) {
      case "reset" -> {
        backend.reset(StoreSpec.parse(words[1]), Long.parseLong(words[2]));
        meter.reset();
        return "done";
      }
      case "marks" -> {
        return "" + meter.markCount();
      }
      case "calls" -> {
        return meter.calls() + " " + meter.refused();
      }
      case "times" -> {
        Files.write(
            Path.of(words[1]),
            meter.marks().entrySet().stream()
                .map(it -> it.getKey() + " " + it.getValue())
                .toList());
        return "done";
      }
      case "tuples" -> {
        Files.write(Path.of(words[1]), backend.tuples());
        return "done";
      }
      default -> throw new IllegalArgumentException("want a command as above, got " + words[0]);
    }
  }
}
