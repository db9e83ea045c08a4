package dev.rbacconsumer.testkit.internal.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
  @TempDir private Path temporary;

  @Test
  void aSandboxThatWasNotStartedHasNoFiles() {
    new Sandbox(Path.of("consumer.jar"), temporary, Optional.empty(), Map.of());

    assertThat(temporary).isEmptyDirectory();
  }

  /** A signal closes the sandbox, maybe before the main thread has come to its start. */
  @Test
  void aSandboxThatWasClosedDoesNotStart() {
    Sandbox sandbox = new Sandbox(Path.of("consumer.jar"), temporary, Optional.empty(), Map.of());
    sandbox.close();

    sandbox.start();

    assertThat(temporary).isEmptyDirectory();
  }
}
