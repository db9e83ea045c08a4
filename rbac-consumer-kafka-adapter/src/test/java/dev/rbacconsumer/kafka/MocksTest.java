package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Allows mocks of Kafka's types alone: our own ports have fakes, which keep their contracts. */
final class MocksTest {
  private static final Pattern MOCK =
      Pattern.compile("\\b(?:mock|spy|mockStatic|mockConstruction)\\(([^;]*?)[,)]");
  private static final Pattern ANNOTATED = Pattern.compile("@(?:Mock|Spy|InjectMocks|MockitoBean)");
  private static final Pattern TYPE = Pattern.compile("(\\w+)\\.class");

  @Test
  void onlyTypesOfKafkaAreMocked() throws IOException {
    List<String> found = new ArrayList<>();
    int mocks = 0;
    for (String source : sourcesWithMocks()) {
      mocks += (int) MOCK.matcher(source).results().count();
      found.addAll(forbidden(source));
    }

    assertThat(found).isEmpty();
    assertThat(mocks).as("mocks").isPositive();
  }

  @Test
  void mocksOfOtherTypesAreFound() {
    String imports = "import org.apache.kafka.clients.admin.Admin;\n";

    assertThat(forbidden(imports + "Admin a = mock(Admin.class);")).isEmpty();
    assertThat(forbidden(imports + "var s = mock(MessageSource.class);"))
        .containsExactly("MessageSource.class");
    assertThat(forbidden(imports + "Sleeper s = spy(new ThreadSleeper());")).hasSize(1);
    assertThat(forbidden(imports + "Sleeper s = mock();")).hasSize(1);
    assertThat(forbidden(imports + "@Mock Sleeper s;")).containsExactly("@Mock");
  }

  /** Returns what a source mocks that is not named by its class, imported from Kafka. */
  private static List<String> forbidden(String source) {
    List<String> found = new ArrayList<>();
    Matcher mock = MOCK.matcher(source);
    while (mock.find()) {
      Matcher type = TYPE.matcher(mock.group(1));
      if (!type.matches() || !isImportedFromKafka(type.group(1), source)) {
        found.add(mock.group(1));
      }
    }
    ANNOTATED.matcher(source).results().map(it -> it.group()).forEach(found::add);
    return found;
  }

  private static boolean isImportedFromKafka(String type, String source) {
    return Pattern.compile("import org\\.apache\\.kafka\\.[\\w.]+\\." + type + ";")
        .matcher(source)
        .find();
  }

  private static List<String> sourcesWithMocks() throws IOException {
    Path root = Path.of(System.getProperty("basedir", "")).resolve("..");
    List<String> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path tests : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(tests)) {
          sources.addAll(javaFiles(tests));
        }
      }
    }
    return sources;
  }

  private static List<String> javaFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("MocksTest.java"))
          .map(MocksTest::read)
          .filter(source -> source.contains("org.mockito."))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
