package dev.rbacconsumer.launcher.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule, against classes that break it: a rule that cannot fail guards nothing. */
final class HexagonRulesTest {
  private static final String BAD = HexagonRulesTest.class.getPackageName() + ".bad";
  private static final HexagonRules RULES = new HexagonRules(BAD);
  private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(BAD);

  static Stream<Arguments> rulesWithWhatBreaksThem() {
    return Stream.of(
        Arguments.of(
            RULES.coreStandsAlone(),
            List.of(
                "core.KnowsKafka",
                "core.KnowsMetrics",
                "core.KnowsGuice",
                "core.metrics.KnowsPicocli")),
        Arguments.of(
            RULES.coreHasNoThreads(), List.of("core.StartsThreads", "core.TakesAnExecutor")),
        Arguments.of(
            RULES.coreAsksForTimeAndChance(),
            List.of(
                "core.ReadsNanoTime",
                "core.ReadsMillis",
                "core.ReadsTimeOfDay",
                "core.ReadsSystemClock",
                "core.ReadsEnvironment",
                "core.DrawsUnseeded",
                "core.DrawsPerThread",
                "core.DrawsIdentifiers")),
        Arguments.of(RULES.onlyTheFrontDoorKnowsTheRuntime(), List.of("core.KnowsTheRuntime")),
        Arguments.of(RULES.adaptersNeverMeet(), List.of("kafka.KnowsRelations")),
        Arguments.of(RULES.onlyItsAdapterKnowsKafka(), List.of("relations.KnowsKafka")),
        Arguments.of(RULES.onlyItsAdapterKnowsGrpc(), List.of("kafka.KnowsGrpc")),
        Arguments.of(RULES.onlyTheLauncherWires(), List.of("kafka.KnowsGuice")),
        Arguments.of(
            RULES.onlyTheLauncherKnowsItsTools(),
            List.of("core.metrics.KnowsPicocli", "core.metrics.KnowsPrometheus")),
        Arguments.of(
            RULES.onlyTheLauncherAndTheTestkitServeHttp(), List.of("relations.ServesHttp")),
        Arguments.of(RULES.nothingShippedKnowsTheTestkit(), List.of("relations.KnowsTestkit")),
        Arguments.of(RULES.nobodyKnowsTheLauncher(), List.of("testkit.KnowsLauncher")));
  }

  @ParameterizedTest
  @MethodSource("rulesWithWhatBreaksThem")
  void ruleFindsWhatBreaksIt(ArchRule rule, List<String> culprits) {
    // When
    EvaluationResult result = rule.evaluate(CLASSES);

    // Then
    assertThat(culprits)
        .allSatisfy(
            culprit ->
                assertThat(result.getFailureReport().getDetails())
                    .anyMatch(line -> line.contains("<" + BAD + "." + culprit)));
  }

  @Test
  void theRuntimeMayHaveThreads() {
    // When
    EvaluationResult result = RULES.coreHasNoThreads().evaluate(CLASSES);

    // Then
    assertThat(result.getFailureReport().getDetails())
        .noneMatch(line -> line.contains(".core.runtime."));
  }

  @Test
  void metricsMayKnowTheirLibrary() {
    // When
    EvaluationResult result = RULES.coreStandsAlone().evaluate(CLASSES);

    // Then
    assertThat(result.getFailureReport().getDetails())
        .noneMatch(line -> line.contains(".core.metrics.") && line.contains("com.codahale"));
  }

  @Test
  void seededChanceAndTimeHandedInAreAllowed() {
    // When
    EvaluationResult result = RULES.coreAsksForTimeAndChance().evaluate(CLASSES);

    // Then
    assertThat(result.getFailureReport().getDetails())
        .noneMatch(line -> line.contains(".core.DrawsSeeded"));
  }
}
