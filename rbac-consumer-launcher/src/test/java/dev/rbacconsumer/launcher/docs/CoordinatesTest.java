package dev.rbacconsumer.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Coordinates on the pages are those of the build. */
final class CoordinatesTest {
  private static final Path PAGE = Path.of("docs/embedding.md");
  private static final Pattern MAVEN =
      Pattern.compile(
          "<groupId>dev.rbacconsumer</groupId>\\s*<artifactId>([^<]+)</artifactId>"
              + "(?:\\s*<version>([^<]+)</version>)?");
  private static final Pattern GRADLE =
      Pattern.compile("\"dev.rbacconsumer:([a-z-]+)(?::([^\"]+))?\"");
  private static final String ROOT = Pages.read(Path.of("pom.xml"));

  @Test
  void everyArtifactIsBuiltHere() {
    assertThat(coordinates())
        .extracting(Coordinate::artifact)
        .isSubsetOf(modules())
        .contains("rbac-consumer", "rbac-consumer-kafka-adapter", "rbac-consumer-testkit");
  }

  @Test
  void everyVersionIsThePresentOne() {
    assertThat(coordinates())
        .extracting(Coordinate::version)
        .filteredOn(it -> !it.isEmpty())
        .hasSize(2)
        .containsOnly(version());
  }

  @Test
  void theVersionsThatAreImportedIncludeThoseOfTheModules() {
    String managed =
        ROOT.substring(
            ROOT.indexOf("<dependencyManagement>"), ROOT.indexOf("</dependencyManagement>"));

    assertThat(coordinates())
        .filteredOn(it -> it.version().isEmpty())
        .allSatisfy(
            it -> assertThat(managed).contains("<artifactId>" + it.artifact() + "</artifactId>"));
  }

  @Test
  void coreNeedsFourLibraries() {
    Set<String> needed = new TreeSet<>();
    for (String pom : List.of("pom.xml", "rbac-consumer-core/pom.xml")) {
      String text = Pages.read(Path.of(pom));
      // Those of plugins, and those that are only managed, are further in.
      int begin = text.indexOf("\n  <dependencies>");
      String own = text.substring(begin, text.indexOf("\n  </dependencies>", begin));
      Matcher dependency = Pattern.compile("(?s)<dependency>(.*?)</dependency>").matcher(own);
      while (dependency.find()) {
        if (!dependency.group(1).contains("<scope>test</scope>")) {
          needed.add(
              dependency.group(1).replaceAll("(?s).*<artifactId>(.*?)</artifactId>.*", "$1"));
        }
      }
    }

    assertThat(needed).containsExactly("jackson-core", "jspecify", "metrics-core", "slf4j-api");
  }

  private static List<Coordinate> coordinates() {
    String page = Pages.read(PAGE);
    return Stream.of(MAVEN, GRADLE)
        .flatMap(it -> it.matcher(page).results())
        .map(it -> new Coordinate(it.group(1), it.group(2) == null ? "" : it.group(2)))
        .toList();
  }

  private static List<String> modules() {
    return Stream.concat(
            Stream.of("rbac-consumer"),
            Pattern.compile("<module>([^<]+)</module>")
                .matcher(ROOT)
                .results()
                .map(it -> it.group(1)))
        .toList();
  }

  private static String version() {
    Matcher found =
        Pattern.compile("<artifactId>rbac-consumer</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(ROOT);
    assertThat(found.find()).as("the version of the build").isTrue();
    return found.group(1);
  }

  /** An artifact with its version, empty if it has none of its own. */
  private record Coordinate(String artifact, String version) {}
}
