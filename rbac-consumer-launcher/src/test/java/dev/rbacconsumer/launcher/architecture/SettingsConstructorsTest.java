package dev.rbacconsumer.launcher.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Rule that the settings of the core are named where they are set: two values of the same type that
 * a caller exchanged by mistake would compile.
 */
final class SettingsConstructorsTest {
  private static final DescribedPredicate<JavaClass> SETTINGS =
      DescribedPredicate.describe(
          "settings that an embedder makes",
          type ->
              type.getSimpleName().matches("(Lane|Dispatcher|Decoder|Replay)Settings")
                  || List.of("Delivery", "FailurePolicies", "Backoff")
                      .contains(type.getSimpleName()));

  private static final ArchRule RULE =
      classes().that(SETTINGS).should(not(takeNeighboursOfOneType()));

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.rbacconsumer.core");

  @Test
  void noConstructorOfSettingsTakesNeighboursOfTheSameType() {
    assertThat(CORE.that(SETTINGS)).hasSize(7);
    RULE.check(CORE);
  }

  @Test
  void aConstructorThatDoesIsFound() {
    JavaClasses bad = new ClassFileImporter().importClasses(ReplaySettings.class);

    assertThat(RULE.evaluate(bad).getFailureReport().getDetails())
        .singleElement()
        .asString()
        .contains("ReplaySettings", "int, java.time.Duration, java.time.Duration");
  }

  private static ArchCondition<JavaClass> takeNeighboursOfOneType() {
    return new ArchCondition<>("take neighbours of the same type in a public constructor") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaConstructor constructor : type.getConstructors()) {
          boolean isPublic = constructor.getModifiers().contains(JavaModifier.PUBLIC);
          if (isPublic && hasNeighboursOfOneType(constructor.getRawParameterTypes())) {
            events.add(SimpleConditionEvent.satisfied(constructor, constructor.getFullName()));
          }
        }
      }
    };
  }

  private static boolean hasNeighboursOfOneType(List<JavaClass> parameters) {
    return IntStream.range(1, parameters.size())
        .anyMatch(i -> parameters.get(i).equals(parameters.get(i - 1)));
  }

  /** Settings as they must not be. */
  public record ReplaySettings(int events, Duration interval, Duration timeout) {}
}
