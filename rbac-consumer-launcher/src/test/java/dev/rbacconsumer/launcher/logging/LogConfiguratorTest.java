package dev.rbacconsumer.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Set-up of the log by logback. */
final class LogConfiguratorTest {
  private final LoggerContext log = new LoggerContext();

  @AfterEach
  void stop() {
    log.stop();
  }

  @Test
  void logbackFindsIt() {
    assertThat(ServiceLoader.load(Configurator.class)).hasOnlyElementsOfType(LogConfigurator.class);
  }

  @Test
  void logHasOurAppenderAndNothingElseIsAsked() {
    assertThat(new LogConfigurator().configure(log))
        .isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);

    assertThat(log.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDOUT"))
        .isInstanceOf(QueuedConsoleAppender.class);
  }

  @Test
  void fileThatTheUserNamesTakesPrecedence() {
    System.setProperty(ClassicConstants.CONFIG_FILE_PROPERTY, "own.xml");
    try {
      assertThat(new LogConfigurator().configure(log))
          .isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    } finally {
      System.clearProperty(ClassicConstants.CONFIG_FILE_PROPERTY);
    }

    assertThat(log.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders()).isExhausted();
  }
}
