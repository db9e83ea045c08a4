package dev.rbacconsumer.launcher.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.api.Test;

/** Shows that each rule for packages can fail. */
final class PackageRulesTest {
  private static final String BAD = PackageRulesTest.class.getPackageName() + ".bad";
  private static final PackageRules RULES = new PackageRules(BAD);
  private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(BAD);

  @Test
  void findsTwoPackagesThatUseEachOther() {
    // When
    EvaluationResult result = RULES.packagesHaveNoCycles().evaluate(CLASSES);

    // Then
    assertThat(result.getFailureReport().getDetails())
        .anySatisfy(
            cycle ->
                assertThat(cycle)
                    .contains("core.cycle.first.KnowsSecond", "core.cycle.second.KnowsFirst"));
  }

  @Test
  void findsPackageWithOneTypeTooMany() {
    // Given
    String kafka = BAD + ".kafka";
    long types = RULES.packagesOver(0, CLASSES).get(kafka);

    // Then
    assertThat(types).isGreaterThan(1);
    assertThat(RULES.packagesOver((int) types, CLASSES)).doesNotContainKey(kafka);
    assertThat(RULES.packagesOver((int) types - 1, CLASSES)).containsEntry(kafka, types);
  }

  @Test
  void findsInternalTypeInPublicSignature() {
    assertThat(RULES.internalsInSignatures(CLASSES))
        .containsExactly(
            "ShowsInternal names Hidden",
            "ShowsInternal.<init> names Hidden",
            "ShowsInternal.all names Hidden");
  }
}
