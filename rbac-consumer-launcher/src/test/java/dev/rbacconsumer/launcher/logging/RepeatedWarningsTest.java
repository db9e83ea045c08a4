package dev.rbacconsumer.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rbacconsumer.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RepeatedWarningsTest {
  private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";

  private final ManualClock time = new ManualClock();
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();

  @BeforeEach
  void listen() {
    context.addTurboFilter(new RepeatedWarnings(time::nanoTime));
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    told.start();
    root.addAppender(told);
  }

  @Test
  void whatAClientRepeatsEverySecondIsReportedEveryFiveMinutes() {
    for (int second = 0; second < 601; second++) {
      context.getLogger(CLIENT).warn("Connection to node 1 could not be established.");
      time.advance(Duration.ofSeconds(1));
    }

    assertThat(lines()).hasSize(3);
  }

  @Test
  void differentWarningsAreReportedAtOnce() {
    Logger client = context.getLogger(CLIENT);

    client.warn("Connection to node 1 could not be established.");
    client.warn("Connection to node 2 could not be established.");
    client.error("Connection to node 1 failed authentication");
    client.error("Connection to node 1 failed authentication");

    assertThat(lines()).hasSize(3);
  }

  @Test
  void numbersThatDifferInEachRequestMakeNoDifference() {
    Logger client = context.getLogger(CLIENT);

    client.warn("Error while fetching metadata with correlation id 7 : {a=UNKNOWN}");
    client.warn("Error while fetching metadata with correlation id 8 : {a=UNKNOWN}");

    assertThat(lines())
        .containsExactly("Error while fetching metadata with correlation id 7 : {a=UNKNOWN}");
  }

  @Test
  void whatOthersSayAndWhatIsNoWarningIsLeftAlone() {
    for (int i = 0; i < 3; i++) {
      context.getLogger(CLIENT).info("told each time");
      context.getLogger("dev.rbacconsumer.consumer").warn("told each time");
      context.getLogger("io.grpc.internal").error("told each time");
    }

    assertThat(lines()).hasSize(9);
  }

  @Test
  void whatWasNotReportedIsNoRepetition() {
    Logger client = context.getLogger(CLIENT);
    client.setLevel(Level.ERROR);
    client.warn("away");
    client.setLevel(Level.WARN);

    client.warn("away");

    assertThat(lines()).containsExactly("away");
  }

  @Test
  void anyNumberOfTextsIsBounded() {
    Logger client = context.getLogger(CLIENT);
    client.warn("first");
    for (int i = 0; i < 200; i++) {
      client.warn("text " + i);
    }

    client.warn("first");
    client.warn("text 199");

    assertThat(lines()).hasSize(202).endsWith("text 199", "first");
  }

  @Test
  void theLogOfTheConsumerIsSetUpLikeThat() {
    LoggerContext real = new LoggerContext();

    LogConfigurator.configureLog(real);

    assertThat(real.getTurboFilterList()).hasAtLeastOneElementOfType(RepeatedWarnings.class);
    real.stop();
  }

  private List<String> lines() {
    return told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
