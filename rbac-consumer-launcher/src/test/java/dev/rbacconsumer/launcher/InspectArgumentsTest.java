package dev.rbacconsumer.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.logging.Logging;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments of {@code inspect} and {@code decode --at}, without a broker. */
final class InspectArgumentsTest {
  private final CommandRun run = new CommandRun(Duration.ofMillis(300));

  @BeforeEach
  void setLeast() {
    run.environment().put("KAFKA_SERVERS", "127.0.0.1:1");
    run.environment().put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox");
  }

  @AfterEach
  void logAgain() {
    Logging.configure(LogLevel.INFO);
  }

  @ParameterizedTest
  @CsvSource({
    "--partition -1, --partition: want 0 or more",
    "--offset -1, --offset: want 0 or more",
    "--behind 100001, --behind: want 0 to 100000",
    "--partition one, Invalid value for option '--partition'",
  })
  void wrongArgumentsEndWithTwo(String words, String sentence) {
    assertThat(run.execute(("inspect " + words).split(" "))).isEqualTo(2);
    assertThat(run.err()).contains(sentence).endsWith("Try --help.\n");
  }

  @Test
  void missingTopicSettingEndsWithTwo() {
    run.environment().remove("RBAC_KAFKA_CONSUMER_TOPIC");

    assertThat(run.execute("inspect")).isEqualTo(2);
    assertThat(run.err()).startsWith("rbac-consumer inspect: RBAC_KAFKA_CONSUMER_TOPIC: want ");
  }

  @Test
  void helpNamesTheOptions() {
    assertThat(run.execute("inspect", "--help")).isZero();
    assertThat(run.out())
        .contains("--partition=P", "--offset=N", "--behind=RECORDS", "--json", "--topic=TOPIC");
    assertThat(run.execute("--help")).isZero();
    assertThat(run.out()).contains("  inspect ");
  }

  @ParameterizedTest
  @CsvSource({"1", "1:x", "x:1", "1:-1", "-1:1", "1:2:3"})
  void placeThatIsNoneEndsWithTwo(String place) {
    assertThat(run.execute("decode", "--at=" + place)).isEqualTo(2);
    assertThat(run.err())
        .contains("want a partition and an offset such as 1:1245, got \"" + place + "\"");
  }

  @Test
  void brokersThatAreAwayAreOneSentence() {
    run.environment().put("KAFKA_SERVERS", "127.0.0.1:1");

    assertThat(run.execute("inspect")).isEqualTo(1);
    assertThat(run.execute("decode", "--at", "0:0")).isEqualTo(1);
    assertThat(run.err().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("no answer from 127.0.0.1:1; check"));
  }
}
