package dev.rbacconsumer.launcher.mistakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.launcher.mistakes.MistakeWorkshop.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("long")
final class PlantedMistakesTest {
  private static final String EXIT_CODE =
      "rbac-consumer-launcher/src/main/java/dev/rbacconsumer/launcher/runtime/ExitCode.java";
  private static final String EXIT_CODE_TEST = "dev.rbacconsumer.launcher.runtime.ExitCodeTest";

  @TempDir Path folder;

  static List<PlantedMistake> mistakes() {
    return PlantedMistakes.ALL;
  }

  /** The source changes; a mistake that cannot be planted any more moves to another place. */
  @ParameterizedTest
  @MethodSource("mistakes")
  void everyMistakeCanStillBePlanted(PlantedMistake mistake) {
    assertThatCode(() -> MistakeWorkshop.compile(mistake, folder)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void everyTestIsThere(PlantedMistake mistake) {
    Path sources =
        Path.of(System.getProperty("basedir", "")).resolve("..").resolve(mistake.module());

    assertThat(mistake.tests())
        .allSatisfy(
            test ->
                assertThat(sources.resolve("src/test/java/" + test.replace('.', '/') + ".java"))
                    .exists());
  }

  @Test
  void aMistakeIsCaughtAndItsAbsenceIsNot() throws Exception {
    PlantedMistake mistake = exitCode("FAILURE(1)", "FAILURE(9)");
    Path log = folder.resolve("log");
    Path classes = Files.createDirectory(folder.resolve("classes"));

    assertThat(MistakeWorkshop.run(mistake, classes, log)).isEqualTo(Result.PASSED);
    MistakeWorkshop.compile(mistake, classes);
    assertThat(MistakeWorkshop.run(mistake, classes, log)).isEqualTo(Result.FAILED);
  }

  @Test
  void textThatIsNotThereIsRefused() {
    PlantedMistake mistake = exitCode("no such text", "");

    assertThatThrownBy(() -> MistakeWorkshop.compile(mistake, folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("want this exactly once in " + EXIT_CODE);
  }

  private static PlantedMistake exitCode(String right, String wrong) {
    return new PlantedMistake(
        "a failure that ends with 9",
        EXIT_CODE,
        right,
        wrong,
        "rbac-consumer-launcher",
        List.of(EXIT_CODE_TEST));
  }
}
