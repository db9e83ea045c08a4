package dev.rbacconsumer.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/logging.md} to the code: to the texts that stand in the sources. */
final class LoggingDocTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "")).resolve("..");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (DEBUG|INFO|WARN|ERROR) \\| `([^`]+)` \\| ");
  private static final Pattern KEY = Pattern.compile("`([a-z_]+)`");
  private static final Pattern CALL =
      Pattern.compile(
          "\\blog\\s*\\.(debug|info|warn|error)\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  @Test
  void everyLineAboutDeliveryIsDocumented() {
    Set<String> written = new TreeSet<>();
    written.addAll(linesIn("rbac-consumer-core/src/main/java"));
    written.addAll(
        linesIn("rbac-consumer-launcher/src/main/java/dev/rbacconsumer/launcher/delivery"));
    // Beside another line, on the way out.
    written.remove("ERROR Could not close everything in order");

    assertThat(written).hasSizeGreaterThan(35).isSubsetOf(documented());
  }

  @Test
  void everyDocumentedLineIsWritten() {
    Set<String> written = new TreeSet<>(linesIn("rbac-consumer-core/src/main/java"));
    written.addAll(linesIn("rbac-consumer-launcher/src/main/java"));

    assertThat(documented()).hasSizeGreaterThan(45).isSubsetOf(written);
  }

  @Test
  void everyKeyOfTheContextIsDocumented() {
    String json = document();
    String table = json.substring(json.indexOf("## JSON"), json.indexOf("## Many messages"));

    Set<String> keys =
        KEY.matcher(table).results().map(it -> it.group(1)).collect(Collectors.toSet());

    assertThat(keys).containsAll(LogContext.KEYS);
    assertThat(keys)
        .containsAll(Set.of("timestamp", "level", "logger", "thread", "message", "exception"));
  }

  private static Set<String> documented() {
    return ROW.matcher(document())
        .results()
        .map(row -> row.group(1) + " " + row.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> linesIn(String folder) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(file -> CALL.matcher(read(file)).results())
          .map(LoggingDocTest::line)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String line(MatchResult call) {
    String text =
        TEXT.matcher(call.group(2)).results().map(it -> it.group(1)).collect(Collectors.joining());
    return call.group(1).toUpperCase(Locale.ROOT)
        + " "
        + text.replace("{}", "…").replace("\\\"", "\"");
  }

  private static String document() {
    return read(ROOT.resolve("docs/logging.md"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
