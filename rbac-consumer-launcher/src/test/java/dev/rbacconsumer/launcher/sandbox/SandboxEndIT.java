package dev.rbacconsumer.launcher.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends of the sandbox: whatever ends it, no process and no file is left behind. */
@Tag("long")
class SandboxEndIT {
  @TempDir private Path temporary;

  @Test
  void theEndOfTheInputEndsEverything() throws Exception {
    try (SandboxSession prompt = SandboxSession.startJar(temporary)) {
      prompt.awaitPrompt();
      prompt.endInput();

      assertThat(prompt.awaitExit()).as(prompt.report()).isZero();
      Leftovers.assertNone(prompt, temporary);
    }
  }

  @Test
  void anInterruptAtThePromptEndsEverything() throws Exception {
    try (SandboxSession prompt = SandboxSession.startJar(temporary)) {
      prompt.awaitPrompt();
      prompt.interrupt();

      assertThat(prompt.awaitExit()).as(prompt.report()).isEqualTo(130);
      Leftovers.assertNone(prompt, temporary);
    }
  }

  @Test
  void anInterruptDuringTheStartEndsEverything() throws Exception {
    try (SandboxSession prompt = SandboxSession.startJar(temporary)) {
      prompt.await("Starting a broker");
      prompt.interrupt();

      assertThat(prompt.awaitExit()).as(prompt.report()).isEqualTo(130);
      Leftovers.assertNone(prompt, temporary);
    }
  }
}
