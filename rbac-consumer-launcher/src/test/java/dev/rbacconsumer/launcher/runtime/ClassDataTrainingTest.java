package dev.rbacconsumer.launcher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** File of the classes that delivery needs. {@code ClassDataIT} checks that it is complete. */
final class ClassDataTrainingTest {
  @Test
  void namesAreSortedAndTheirClassesExist() {
    List<String> names = ClassDataTraining.names();

    assertThat(names).hasSizeGreaterThan(400).isSorted().doesNotHaveDuplicates();
    assertThat(names).filteredOn(name -> !ClassDataTraining.load(name)).as("missing").isEmpty();
  }

  @Test
  void aClassThatIsMissingIsPassedOver() {
    assertThat(ClassDataTraining.load("dev.rbacconsumer.Missing")).isFalse();
  }
}
