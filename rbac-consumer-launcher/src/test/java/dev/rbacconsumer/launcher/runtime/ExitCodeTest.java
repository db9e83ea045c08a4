package dev.rbacconsumer.launcher.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ExitCodeTest {
  @Test
  void documentationListsEveryCode() throws IOException {
    // Given
    Path doc = Path.of(System.getProperty("basedir", "")).resolve("../docs/configuration.md");

    // When
    List<Integer> documented =
        Pattern.compile("^\\| ([0-9]+) \\|", Pattern.MULTILINE)
            .matcher(Files.readString(doc, UTF_8))
            .results()
            .map((MatchResult row) -> Integer.valueOf(row.group(1)))
            .toList();

    // Then
    assertThat(documented)
        .containsExactlyElementsOf(Arrays.stream(ExitCode.values()).map(ExitCode::number).toList());
  }
}
