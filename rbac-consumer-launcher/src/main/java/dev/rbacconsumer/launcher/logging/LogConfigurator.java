package dev.rbacconsumer.launcher.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.pattern.DynamicConverter;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Sets up the log before the settings are known; {@link Logging} then sets its level and format. In
 * code, because parsing a file with the same content takes a tenth of a start. A file that the
 * system property {@code logback.configurationFile} names takes precedence. Created by logback.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {
  /** Name of the appender of all lines. */
  static final String APPENDER = "STDOUT";

  private static final String TEXT =
      "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\", UTC} %-5level [%thread] %logger{0}:"
          + " %oneLine%n%indented";

  /** Additional words of patterns. */
  private static final Map<String, Supplier<DynamicConverter<?>>> WORDS =
      Map.of("oneLine", OneLineMessage::new, "indented", IndentedStackTrace::new);

  /**
   * Loggers of Kafka whose lines, with a stack trace, repeat an exception that is thrown as well,
   * and that we report in one sentence.
   */
  private static final List<String> REPEATING =
      List.of(
          "org.apache.kafka.common.config",
          "org.apache.kafka.common.security.oauthbearer.internals.secured");

  /** Creates a configurator, as logback does. */
  public LogConfigurator() {}

  @Override
  public ExecutionStatus configure(LoggerContext log) {
    if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    configureLog(log);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Sets up the log of a context without one. */
  static void configureLog(LoggerContext log) {
    propagateLevels(log);
    RepeatedWarnings repeated = new RepeatedWarnings();
    repeated.setContext(log);
    repeated.start();
    log.addTurboFilter(repeated);
    log.putObject(CoreConstants.PATTERN_RULE_REGISTRY_FOR_SUPPLIERS, WORDS);

    REPEATING.forEach(name -> log.getLogger(name).setLevel(Level.OFF));
    log.getLogger(Logging.OURS).setLevel(Level.INFO);
    ch.qos.logback.classic.Logger root = log.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender(log));
  }

  /** Lets {@code java.util.logging}, which gRPC uses, drop ignored lines before it builds them. */
  private static void propagateLevels(LoggerContext log) {
    LevelChangePropagator propagator = new LevelChangePropagator();
    propagator.setContext(log);
    propagator.setResetJUL(true);
    propagator.start();
    log.addListener(propagator);
  }

  private static QueuedConsoleAppender appender(LoggerContext log) {
    PatternLayoutEncoder lines = new PatternLayoutEncoder();
    lines.setContext(log);
    lines.setCharset(UTF_8);
    lines.setPattern(TEXT);
    lines.start();
    QueuedConsoleAppender appender = new QueuedConsoleAppender();
    appender.setContext(log);
    appender.setName(APPENDER);
    appender.setEncoder(lines);
    appender.start();
    return appender;
  }
}
