package dev.rbacconsumer.launcher.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The hexagon of the product and its packages; {@link HexagonRulesTest} and {@link
 * PackageRulesTest} show that each rule can fail.
 */
@AnalyzeClasses(
    packages = "dev.rbacconsumer",
    importOptions = {ImportOption.DoNotIncludeTests.class})
final class ArchitectureTest {
  private static final HexagonRules RULES = new HexagonRules("dev.rbacconsumer");
  private static final PackageRules PACKAGES = new PackageRules("dev.rbacconsumer");

  @ArchTest static final ArchRule CORE_STANDS_ALONE = RULES.coreStandsAlone();

  @ArchTest static final ArchRule CORE_HAS_NO_THREADS = RULES.coreHasNoThreads();

  @ArchTest static final ArchRule CORE_ASKS_FOR_TIME_AND_CHANCE = RULES.coreAsksForTimeAndChance();

  @ArchTest
  static final ArchRule ONLY_THE_FRONT_DOOR_KNOWS_THE_RUNTIME =
      RULES.onlyTheFrontDoorKnowsTheRuntime();

  @ArchTest static final ArchRule ADAPTERS_NEVER_MEET = RULES.adaptersNeverMeet();

  @ArchTest static final ArchRule ONLY_ITS_ADAPTER_KNOWS_KAFKA = RULES.onlyItsAdapterKnowsKafka();

  @ArchTest static final ArchRule ONLY_ITS_ADAPTER_KNOWS_GRPC = RULES.onlyItsAdapterKnowsGrpc();

  @ArchTest static final ArchRule ONLY_THE_LAUNCHER_WIRES = RULES.onlyTheLauncherWires();

  @ArchTest
  static final ArchRule ONLY_THE_LAUNCHER_KNOWS_ITS_TOOLS = RULES.onlyTheLauncherKnowsItsTools();

  @ArchTest
  static final ArchRule ONLY_THE_LAUNCHER_AND_THE_TESTKIT_SERVE_HTTP =
      RULES.onlyTheLauncherAndTheTestkitServeHttp();

  @ArchTest
  static final ArchRule NOTHING_SHIPPED_KNOWS_THE_TESTKIT = RULES.nothingShippedKnowsTheTestkit();

  @ArchTest static final ArchRule NOBODY_KNOWS_THE_LAUNCHER = RULES.nobodyKnowsTheLauncher();

  @ArchTest static final ArchRule PACKAGES_HAVE_NO_CYCLES = PACKAGES.packagesHaveNoCycles();

  @ArchTest
  static void packagesAreSmall(JavaClasses all) {
    assertThat(PACKAGES.packagesOver(PackageRules.MAX_TYPES, all)).isEmpty();
  }

  @ArchTest
  static void publicSignaturesNameNoInternalType(JavaClasses all) {
    assertThat(PACKAGES.internalsInSignatures(all)).isEmpty();
  }

  @ArchTest
  static void rulesAreNotVacuous(JavaClasses all) {
    for (String part : HexagonRules.PARTS) {
      assertThat(all.that(resideInAPackage(RULES.tree(part)))).as(part).isNotEmpty();
    }
  }
}
