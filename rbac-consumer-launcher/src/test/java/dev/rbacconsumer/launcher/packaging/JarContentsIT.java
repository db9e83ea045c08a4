package dev.rbacconsumer.launcher.packaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.process.JarProcess;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is in the runnable jar, beside the jars of the archive, which are as their makers made them.
 */
final class JarContentsIT {
  /** Far enough above what it is that a new version of a library does not break the build. */
  private static final int LARGEST = 42;

  private static final long MIB = 1024 * 1024;

  /** Major version of class files. */
  private static final int JAVA_17 = 61;

  private static final List<String> LINUX = List.of("aarch64", "amd64", "ppc64le", "s390x");
  private static final Pattern GOOGLE_CLASS = Pattern.compile("com/google/[A-Za-z0-9_/$]+");

  @TempDir private static Path directory;
  private static Dist dist;

  @BeforeAll
  static void unpack() throws Exception {
    dist = Dist.unpack(directory);
  }

  @Test
  void sizeIsBelowTheBoundThatIsDocumented() throws IOException {
    Path document = Path.of(System.getProperty("basedir", "")).resolve("../docs/packaging.md");

    assertThat(Files.size(JarProcess.jar())).isLessThan(LARGEST * MIB);
    assertThat(Files.readString(document)).contains("when they become " + LARGEST + " MiB");
  }

  @Test
  void noClassIsInTwoJars() throws IOException {
    Map<String, List<String>> owners = new TreeMap<>();
    for (Path jar : dist.jars()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        file.stream()
            .map(JarEntry::getName)
            .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
            .forEach(
                name ->
                    owners
                        .computeIfAbsent(name, key -> new ArrayList<>())
                        .add(jar.getFileName().toString()));
      }
    }
    owners.values().removeIf(jars -> jars.size() < 2);

    assertThat(owners).isEmpty();
  }

  @Test
  void everyClassIsInTheRunnableJarExceptThoseThatNoOneNames() throws IOException {
    Set<String> inJar = classes(JarProcess.jar());
    Set<String> leftOut = new TreeSet<>();
    for (Path jar : dist.jars()) {
      leftOut.addAll(classes(jar));
    }
    leftOut.removeAll(inJar);

    assertThat(leftOut).isNotEmpty().allMatch(name -> name.startsWith("com/google/"));
    assertThat(namesOfGoogle(JarProcess.jar())).isNotEmpty().doesNotContainAnyElementsOf(leftOut);
  }

  @Test
  void classesAreOfJava17AndNoneIsNewer() throws IOException {
    try (JarFile file = new JarFile(JarProcess.jar().toFile())) {
      for (JarEntry entry : file.stream().filter(it -> it.getName().endsWith(".class")).toList()) {
        int version = classFileVersion(file, entry);
        if (entry.getName().startsWith("dev/rbacconsumer/")) {
          assertThat(version).as(entry.getName()).isEqualTo(JAVA_17);
        } else if (!entry.getName().startsWith("META-INF/versions/")) {
          assertThat(version).as(entry.getName()).isLessThanOrEqualTo(JAVA_17);
        }
      }
    }
  }

  @Test
  void nativeCodeIsForMachinesWeRunOnAndForAllOfThem() throws IOException {
    try (JarFile file = new JarFile(JarProcess.jar().toFile())) {
      List<String> code =
          file.stream()
              .map(JarEntry::getName)
              .filter(name -> name.matches(".*\\.(so|dll|dylib|jnilib|a)"))
              .toList();

      assertThat(code).noneMatch(name -> name.matches("(?i).*(aix|bsd|sunos|android|mips|i386).*"));
      for (String machine : LINUX) {
        String another = machine.replace("amd64", "x86_64");
        assertThat(code)
            .anyMatch(name -> name.startsWith("linux/" + machine + "/libzstd-jni"))
            .anyMatch(name -> name.endsWith("linux/" + machine + "/liblz4-java.so"))
            .anyMatch(name -> name.endsWith("Linux/" + another + "/libsnappyjava.so"));
      }
      assertThat(code)
          .anyMatch(name -> name.endsWith("tcnative_linux_x86_64.so"))
          .anyMatch(name -> name.endsWith("tcnative_linux_aarch_64.so"))
          .anyMatch(name -> name.startsWith("darwin/aarch64/libzstd-jni"))
          .anyMatch(name -> name.startsWith("win/amd64/libzstd-jni"));
    }
  }

  @Test
  void licencesAndTheListOfPartsComeAlong() throws IOException {
    try (JarFile file = new JarFile(JarProcess.jar().toFile())) {
      assertThat(file.stream().map(JarEntry::getName))
          .contains(
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              "META-INF/THIRD-PARTY.txt",
              "META-INF/sbom/bom.json",
              "META-INF/licenses/protobuf-java/LICENSE",
              "META-INF/licenses/zstd-jni/LICENSE")
          .doesNotContain("META-INF/INDEX.LIST");
    }
  }

  private static int classFileVersion(JarFile file, JarEntry entry) throws IOException {
    try (var content = new DataInputStream(file.getInputStream(entry))) {
      assertThat(content.readInt()).as(entry.getName()).isEqualTo(0xCAFEBABE);
      content.readUnsignedShort();
      return content.readUnsignedShort();
    }
  }

  private static Set<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(JarEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .collect(Collectors.toSet());
    }
  }

  /** What looks like the name of one of Google's classes, anywhere in any class. */
  private static Set<String> namesOfGoogle(Path jar) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(it -> it.getName().endsWith(".class")).toList()) {
        try (InputStream content = file.getInputStream(entry)) {
          GOOGLE_CLASS
              .matcher(new String(content.readAllBytes(), ISO_8859_1))
              .results()
              .map(MatchResult::group)
              .forEach(names::add);
        }
      }
    }
    return names;
  }
}
