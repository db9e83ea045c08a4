package dev.rbacconsumer.launcher.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rbacconsumer.core.log.LoggedTokens;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggedTokensTest {
  @Test
  void aTokenIsReportedAtDebugWithWhatItBelongsTo() {
    Logger logger = (Logger) LoggerFactory.getLogger(LoggedTokensTest.class);
    logger.setLevel(Level.DEBUG);
    EventMetadata event =
        new EventMetadata("7f", "create_group", "", "", "org-7", "Workspace", "ws", "wait", null);

    try (CapturedLog log = CapturedLog.of(LoggedTokensTest.class)) {
      var problem =
          new LoggedTokens(logger)
              .written(event, new ConsistencyToken("zed"), Duration.ofSeconds(1));

      assertThat(problem).isEmpty();
      assertThat(log.lines())
          .containsExactly(
              "DEBUG Consistency token zed (event_id: 7f, event_type: create_group, org: org-7,"
                  + " resource: Workspace/ws)");
    }
  }

  @Test
  void tokensAreWantedOnlyWhereTheLogShowsThem() {
    Logger logger = (Logger) LoggerFactory.getLogger("tokens");
    LoggedTokens tokens = new LoggedTokens(logger);

    logger.setLevel(Level.INFO);
    assertThat(tokens.isListening()).isFalse();

    logger.setLevel(Level.DEBUG);
    assertThat(tokens.isListening()).isTrue();
  }
}
