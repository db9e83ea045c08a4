package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each package of the library has a level of stability, and the stable types are listed. */
final class ApiPagesTest {
  private static final GeneratedPart TYPES =
      new GeneratedPart(
          "docs/api/README.md", "<!-- types: written by make docs -->", "<!-- end of types -->");

  /** Module of the table, and its folder. */
  private static final Map<String, String> MODULES =
      Map.of(
          "core", "rbac-consumer-core",
          "kafka", "rbac-consumer-kafka-adapter",
          "relations", "rbac-consumer-relations-grpc",
          "testkit", "rbac-consumer-testkit");

  private static final List<String> ORDER = List.of("core", "kafka", "relations", "testkit");

  private static final Pattern TYPE =
      Pattern.compile(
          "(?ms)^/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:^@[^\\n]*\\n)*?"
              + "public (?:final |abstract |sealed |non-sealed )*"
              + "(?:class|interface|enum|record|@interface) (\\w+)");

  private static final Pattern LINK =
      Pattern.compile("\\{@link(?:plain)? (?:[\\w.]*\\.)?(\\w*)(?:#(\\w+)[^ }]*)?(?: ([^}]*))?}");

  private static final Pattern COMPARED =
      Pattern.compile("<include>(dev\\.rbacconsumer[a-z.]*)</include>");

  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");
  private static final String OWN = "the package of the module itself";

  @Test
  void eachPackageHasOneLevel() throws IOException {
    for (String module : ORDER) {
      List<String> named = new ArrayList<>();
      levels(module).values().forEach(named::addAll);

      assertThat(named).as(module).containsExactlyInAnyOrderElementsOf(packages(module).keySet());
    }
  }

  @Test
  void thePackagesWithoutApiAreInternalByName() {
    for (String module : ORDER) {
      levels(module)
          .forEach(
              (level, names) ->
                  assertThat(names)
                      .as("%s of %s", level, module)
                      .allMatch(it -> it.startsWith("internal.") == level.equals("internal")));
    }
  }

  /** An addition to a package has a version of its own. */
  @Test
  void eachStablePackageSaysSinceWhen() throws IOException {
    for (String module : ORDER) {
      for (String name : levels(module).get("stable")) {
        Path folder = sources(module).resolve(name.replace('.', '/'));

        assertThat(folder.resolve("package-info.java")).content(UTF_8).contains("\n * @since ");
      }
    }
  }

  @Test
  void theStablePackagesAreComparedWithTheLastRelease() {
    for (String module : ORDER) {
      String pom = Pages.read(Path.of(MODULES.get(module), "pom.xml"));

      assertThat(COMPARED.matcher(pom).results().map(it -> it.group(1)))
          .as(module)
          .containsExactlyInAnyOrderElementsOf(
              levels(module).get("stable").stream().map(it -> full(module, it)).toList());
    }
  }

  @Test
  void theStableTypesAreListed() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String module : ORDER) {
      SortedMap<String, SortedMap<String, String>> packages = packages(module);
      text.append("\n## `").append(MODULES.get(module)).append("`\n");
      for (String name : levels(module).get("stable")) {
        text.append("\n### `%s`\n\n| type | content |\n|---|---|\n".formatted(full(module, name)));
        packages
            .get(name)
            .forEach((type, content) -> text.append("| `%s` | %s |\n".formatted(type, content)));
      }
    }
    text.append('\n');

    TYPES.hold(text.toString());
  }

  /** The names of packages of each level, in the order of the table; "" is the module's own. */
  private static Map<String, List<String>> levels(String module) {
    String page = Pages.read(Path.of("docs/api-stability.md"));
    Matcher row =
        Pattern.compile("(?m)^\\| `" + module + "` \\| (.*?) \\| (.*?) ?\\| (.*?) \\|$")
            .matcher(page);
    assertThat(row.find()).as("row of " + module).isTrue();
    return Map.of(
        "stable", names(row.group(1)),
        "wiring", names(row.group(2)),
        "internal", names(row.group(3)));
  }

  private static List<String> names(String cell) {
    List<String> names = new ArrayList<>();
    if (cell.contains(OWN)) {
      names.add("");
    }
    NAME.matcher(cell).results().forEach(name -> names.add(name.group(1)));
    return names;
  }

  /** The public types of each package, with the first sentence of each. */
  private static SortedMap<String, SortedMap<String, String>> packages(String module)
      throws IOException {
    Path root = sources(module);
    SortedMap<String, SortedMap<String, String>> packages = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        Matcher type = TYPE.matcher(Files.readString(file, UTF_8));
        if (type.find()) {
          packages
              .computeIfAbsent(
                  root.relativize(file.getParent()).toString().replace('/', '.'),
                  key -> new TreeMap<>())
              .put(type.group(2), sentence(type.group(1)));
        }
      }
    }
    return packages;
  }

  private static Path sources(String module) {
    return Pages.ROOT
        .resolve(MODULES.get(module))
        .resolve("src/main/java/dev/rbacconsumer")
        .resolve(module);
  }

  private static String full(String module, String name) {
    return "dev.rbacconsumer." + module + (name.isEmpty() ? "" : "." + name);
  }

  /** The first sentence of a comment, as text of a cell. */
  private static String sentence(String comment) {
    String text = comment.replaceAll("(?m)^\\s*\\* ?", "").strip();
    String first = text.split("\\n\\s*\\n|\\n@|(?<=\\.)\\s", 2)[0].replaceAll("\\s+", " ");
    return LINK.matcher(first)
        .replaceAll(link -> Matcher.quoteReplacement("`" + target(link) + "`"))
        .replaceAll("\\{@(?:code|value) ([^}]*)}", "`$1`")
        .replaceAll("<a href=\"[^\"]*\">([^<]*)</a>", "$1")
        .replace("|", "\\|");
  }

  /** The label of a link, or else the type and the method that it names. */
  private static String target(MatchResult link) {
    if (link.group(3) != null) {
      return link.group(3);
    }
    return Stream.of(link.group(1), link.group(2))
        .filter(part -> part != null && !part.isEmpty())
        .collect(Collectors.joining("."));
  }
}
