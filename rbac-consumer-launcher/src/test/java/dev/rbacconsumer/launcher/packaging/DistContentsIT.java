package dev.rbacconsumer.launcher.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what the archive says of its parts is complete. */
final class DistContentsIT {
  private static final String LAUNCHER = "rbac-consumer-launcher.jar";
  private static final Pattern PART =
      Pattern.compile("\"purl\" : \"pkg:maven/[^/\"]+/([^@\"]+)@([^?\"]+)\\?type=jar\"");
  private static final Pattern LISTED =
      Pattern.compile("\\(([^():\\s]+):([^():\\s]+):([^():\\s]+) - ");

  @TempDir private static Path directory;
  private static Dist dist;

  @BeforeAll
  static void unpack() throws Exception {
    dist = Dist.unpack(directory);
  }

  @Test
  void everyJarIsOnTheClassPathOfTheFirst() throws IOException {
    try (JarFile launcher = new JarFile(dist.home().resolve("lib").resolve(LAUNCHER).toFile())) {
      Attributes manifest = launcher.getManifest().getMainAttributes();
      List<String> classPath =
          List.of(manifest.getValue(Attributes.Name.CLASS_PATH).split(" ", -1));

      assertThat(classPath).containsExactlyInAnyOrderElementsOf(others());
    }
  }

  @Test
  void listOfPartsHasEveryJarAndNoOther() throws IOException {
    Set<String> parts =
        PART.matcher(dist.text("bom.json"))
            .results()
            .map(part -> part.group(1) + "-" + part.group(2) + ".jar")
            .filter(name -> !name.startsWith("rbac-consumer-launcher-"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(parts).isEqualTo(others());
  }

  @Test
  void licenceOfEveryJarThatIsNotOursIsListed() throws IOException {
    Set<String> listed =
        LISTED
            .matcher(dist.text("THIRD-PARTY.txt"))
            .results()
            .map(part -> part.group(2) + "-" + part.group(3) + ".jar")
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> theirs = others();
    theirs.removeIf(name -> name.startsWith("rbac-consumer-"));

    assertThat(listed).isEqualTo(theirs);
  }

  @Test
  void readmeSaysWhichVersionAndHowToStart() throws IOException {
    assertThat(dist.text("README"))
        .startsWith(dist.home().getFileName().toString().replaceFirst("-(?=\\d)", " "))
        .contains("bin/rbac-consumer")
        .doesNotContain("${");
    assertThat(dist.home().resolve("LICENSE")).isNotEmptyFile();
    assertThat(Files.isExecutable(dist.script())).isTrue();
  }

  /** Names of all jars but the one that is run. */
  private static Set<String> others() throws IOException {
    return dist.jars().stream()
        .map(jar -> jar.getFileName().toString())
        .filter(name -> !name.equals(LAUNCHER))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
