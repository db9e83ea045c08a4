package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Follows the recipes for a metric and for a failure class on copies of the sources: a step that is
 * left out is reported by what the recipe names. Of all recipes, what the steps name is there.
 */
final class RecipesTest {
  private static final Pattern TYPE = Pattern.compile("([A-Z][a-z]\\w*)(?:\\.(\\w+))?");
  private static final Pattern TYPE_IN_PACKAGE =
      Pattern.compile("`([A-Z]\\w+)`[^`;|]* in `(dev\\.[\\w.]+)`");
  private static final Recipe METRIC = Recipe.named("A new metric");
  private static final Recipe FAILURE_CLASS = Recipe.named("A new failure class");

  @TempDir private Path folder;
  private ScratchSources sources;

  @BeforeEach
  void createScratch() throws IOException {
    sources = new ScratchSources(folder);
  }

  static List<Recipe> recipes() {
    return Recipe.all();
  }

  @Test
  void thereIsARecipeForEachKindOfExtension() {
    assertThat(recipes())
        .extracting(Recipe::title)
        .containsExactly(
            "A new setting",
            "A new metric",
            "A new delivery event",
            "A new failure class",
            "A new message type",
            "A new dialect");
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyTypeAndMemberThatAStepNamesIsThere(Recipe recipe) throws IOException {
    for (Recipe.Step step : recipe.steps()) {
      for (String name : step.quoted()) {
        Matcher type = TYPE.matcher(name);
        if (type.matches()) {
          List<Path> found = ScratchSources.find(type.group(1));
          assertThat(found).as("step %d: %s", step.number(), name).isNotEmpty();
          if (type.group(2) != null) {
            assertThat(found)
                .as("step %d: %s", step.number(), name)
                .anySatisfy(file -> assertThat(file).content(UTF_8).contains(type.group(2)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyTypeIsInThePackageThatAStepNames(Recipe recipe) throws IOException {
    for (Recipe.Step step : recipe.steps()) {
      Matcher place = TYPE_IN_PACKAGE.matcher(step.files());
      while (place.find()) {
        Path file = Path.of(place.group(2).replace('.', '/'), place.group(1) + ".java");
        assertThat(ScratchSources.find(place.group(1)))
            .as("step %d", step.number())
            .anyMatch(found -> found.endsWith(file));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyFileAndTargetThatAStepNamesIsThere(Recipe recipe) throws IOException {
    String makefile = Files.readString(Pages.ROOT.resolve("Makefile"), UTF_8);
    for (Recipe.Step step : recipe.steps()) {
      for (String name : step.quoted()) {
        if (name.startsWith("make ")) {
          assertThat(makefile).as(name).containsPattern("(?m)^" + name.substring(5) + ":");
        } else if (name.contains("/") && !name.contains(" ")) {
          assertThat(isPath(name)).as("step %d: %s", step.number(), name).isTrue();
        }
      }
    }
  }

  @Test
  void aMetricIsReportedByMetricsDocTestUntilMakeDocsHasWrittenItsRow() throws Exception {
    // Given
    assertThat(METRIC.step(1).files()).contains("`MessageFamilies`", "`MetricFamily`");
    assertThat(METRIC.step(1).reporter()).contains("`MetricsDocTest`, until step 4 is done");
    assertThat(METRIC.step(4).action()).contains("`make docs`");
    assertThat(METRIC.step(4).files()).contains("docs/metrics.md");
    Path root = copyOf("docs/metrics.md", "docs/runbook.md");

    // When
    sources.edit(
        "MessageFamilies",
        "final class MessageFamilies {\n",
        "final class MessageFamilies {\n  static final FamilyDefinition STEPS ="
            + " counter(\"steps_total\", \"Steps.\", \"recipe\");\n");
    sources.edit(
        "MetricFamily",
        "public enum MetricFamily {\n",
        "public enum MetricFamily {\n  STEPS(MessageFamilies.STEPS),\n");
    assertThat(sources.compile("MessageFamilies")).isEmpty();
    assertThat(sources.compile("MetricFamily")).isEmpty();

    // Then
    assertThat(sources.passes("MetricsDocTest", root)).isFalse();

    // When
    assertThat(sources.passes("MetricsDocTest", root, "-Dupdate=true")).isTrue();

    // Then
    assertThat(sources.passes("MetricsDocTest", root)).isTrue();
    assertThat(root.resolve("docs/metrics.md"))
        .content(UTF_8)
        .contains("| `rbac_kafka_consumer_steps_total` | counter | `recipe` | Steps. |\n");
  }

  @Test
  void aFailureClassIsReportedByItsTestAndByTheCompilerUntilEachStepIsDone() throws Exception {
    // Given
    assertThat(FAILURE_CLASS.step(1).files()).contains("`FailureClass`");
    assertThat(FAILURE_CLASS.step(1).reporter()).contains("`FailureTest`");

    // When
    sources.edit("FailureClass", "  TRANSIENT;\n", "  TRANSIENT,\n  UNSIGNED;\n");
    assertThat(sources.compile("FailureClass")).isEmpty();

    // Then
    assertThat(sources.passes("FailureTest", Pages.ROOT)).isFalse();
    sources.edit("FailureTest", "\"transient\")", "\"transient\", \"unsigned\")");
    assertThat(sources.compile("FailureTest")).isEmpty();
    assertThat(sources.passes("FailureTest", Pages.ROOT)).isTrue();

    assertReportedByTheCompiler(
        3,
        "FailurePolicies",
        "case UNREADABLE, TRANSIENT ->",
        "case UNREADABLE, TRANSIENT, NEW ->");
    assertReportedByTheCompiler(
        4, "ProblemState", "case UNREADABLE -> UNREADABLE;", "case UNREADABLE, NEW -> UNREADABLE;");
    assertReportedByTheCompiler(
        6,
        "PoliciesFromKafkaTest",
        "case UNREADABLE, TRANSIENT ->",
        "case UNREADABLE, TRANSIENT, NEW ->");
  }

  @Test
  void aFailureClassThatMayBePassedOverIsReportedUntilItIsCounted() throws Exception {
    // Given
    assertThat(FAILURE_CLASS.step(5).files()).contains("`DeliveryMetrics.PASSED_OVER`");
    assertThat(FAILURE_CLASS.step(5).reporter())
        .contains("`PassedOverMetricsTest`, once the class is in its `@EnumSource`");
    sources.edit("FailureClass", "  TRANSIENT;\n", "  TRANSIENT,\n  UNSIGNED;\n");
    assertThat(sources.compile("FailureClass")).isEmpty();
    sources.edit(
        "PassedOverMetricsTest",
        "\"REJECTED\"})\n  void seriesThat",
        "\"REJECTED\", \"UNSIGNED\"})\n  void seriesThat");
    assertThat(sources.compile("PassedOverMetricsTest")).isEmpty();

    // When, then
    assertThat(sources.passes("PassedOverMetricsTest", Pages.ROOT)).isFalse();
    sources.edit(
        "DeliveryMetrics",
        "FailureClass.INVALID, FailureClass.REJECTED);",
        "FailureClass.INVALID, FailureClass.REJECTED, FailureClass.UNSIGNED);");
    assertThat(sources.compile("DeliveryMetrics")).isEmpty();
    assertThat(sources.passes("PassedOverMetricsTest", Pages.ROOT)).isTrue();
  }

  private void assertReportedByTheCompiler(int number, String type, String old, String done)
      throws IOException {
    Recipe.Step step = FAILURE_CLASS.step(number);
    assertThat(step.files()).contains("`" + type + "`");
    assertThat(step.reporter()).contains("the compiler");

    assertThat(sources.compile(type)).contains("does not cover all possible input values");
    sources.edit(type, old, done.replace("NEW", "UNSIGNED"));
    assertThat(sources.compile(type)).isEmpty();
  }

  private Path copyOf(String... documents) throws IOException {
    Path root = folder.resolve("root");
    for (String document : documents) {
      Path copy = root.resolve(document);
      Files.createDirectories(copy.getParent());
      Files.copy(Pages.ROOT.resolve(document), copy);
    }
    Files.createDirectories(root.resolve("rbac-consumer-launcher"));
    return root;
  }

  /** Whether a path is there, from the root or from the directory of a module. */
  private static boolean isPath(String name) throws IOException {
    try (Stream<Path> top = Files.list(Pages.ROOT)) {
      return Stream.concat(Stream.of(Pages.ROOT), top)
          .anyMatch(base -> Files.exists(base.resolve(name)));
    }
  }
}
