package dev.rbacconsumer.launcher.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.health.Condition;
import dev.rbacconsumer.core.health.Health;
import dev.rbacconsumer.core.health.ThreadHealth;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import dev.rbacconsumer.launcher.runtime.UncaughtErrors;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ThreadHealthTest {
  private static final Condition SOURCE = Condition.liveness("source", true, "runs");

  private final UncaughtErrors errors = new UncaughtErrors();
  private final ThreadHealth health = new ThreadHealth(() -> List.of(SOURCE), errors::first);

  @Test
  void aThreadThatHasEndedByAnErrorEndsTheLivenessAndIsAnErrorInTheLog() {
    assertThat(Health.of(health.check())).isEqualTo(Health.CONNECTED);

    try (CapturedLog log = CapturedLog.of(UncaughtErrors.class)) {
      errors.uncaughtException(new Thread("admin-1"), new LinkageError("no such class"));
      errors.uncaughtException(new Thread("admin-2"), new LinkageError("no other class"));

      assertThat(log.hasStackTraces()).isTrue();
      assertThat(log.lines())
          .containsExactly(
              "ERROR Thread \"admin-1\" has ended because of an unexpected error",
              "ERROR Thread \"admin-2\" has ended because of an unexpected error");
    }

    assertThat(Health.of(health.check())).isEqualTo(Health.HUNG);
    assertThat(health.check())
        .containsExactly(
            SOURCE,
            Condition.liveness("threads", false, "thread admin-1 has ended by LinkageError"));
  }
}
