package dev.rbacconsumer.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.testkit.internal.sandbox.SandboxTool;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The command beside classes; {@code SandboxIT} runs it from the jar. */
final class SandboxCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void logAgain() {
    Logging.configure(LogLevel.INFO);
  }

  @Test
  void looksForTheToolUnderItsName() {
    assertThat(SandboxCommand.TOOL).isEqualTo(SandboxTool.NAME);
  }

  @Test
  void needsThePackagedConsumer() {
    int code =
        new SandboxCommand(Map.of(), new PrintWriter(out), new PrintWriter(err, true))
            .run(Optional.empty());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "rbac-consumer sandbox: want the packaged consumer, got its classes; build the jar with"
                + " make build\n");
    assertThat(out.toString()).isEmpty();
  }
}
