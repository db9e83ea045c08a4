package dev.rbacconsumer.launcher.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shellcheck judges the scripts, where it is installed. */
final class ScriptsTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "")).resolve("..");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rbac-consumer-launcher/src/main/dist/bin/rbac-consumer",
        "rbac-consumer-launcher/src/main/dist/bin/rbac-consumer-cds",
        ".ci/conformance",
        ".ci/publish-figures",
        ".ci/run",
        ".ci/release-check",
        ".ci/skipped-tests",
        ".ci/test-one",
        ".ci/hooks/pre-commit"
      })
  void shellcheckFindsNothing(String script) throws Exception {
    Process shellcheck;
    try {
      shellcheck =
          new ProcessBuilder("shellcheck", ROOT.resolve(script).toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException notInstalled) {
      abort("shellcheck is not installed");
      return;
    }
    String found = new String(shellcheck.getInputStream().readAllBytes(), UTF_8);

    assertThat(shellcheck.waitFor()).as(found).isZero();
  }
}
