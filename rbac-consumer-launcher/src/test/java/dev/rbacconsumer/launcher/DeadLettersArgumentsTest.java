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
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments of {@code dead-letters}, without a broker. */
final class DeadLettersArgumentsTest {
  private final CommandRun run = new CommandRun(Duration.ofMillis(300));

  @BeforeEach
  void setLeast() {
    run.environment().put("KAFKA_SERVERS", "127.0.0.1:1");
    run.environment().put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox");
    run.environment().put("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", "dead");
    run.environment().put("USER", "ann");
  }

  @AfterEach
  void logAgain() {
    Logging.configure(LogLevel.INFO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list --filter clas=rejected | did you mean class?",
        "replay --filter since=today | since: want a time such as",
        "replay --yes | --yes: want --reason, too",
        "show | Missing required parameter: 'P:N'",
        "show 17 | want a partition and an offset such as 1:1245, got \"17\"",
        "replay --agian | Unknown option: '--agian'"
      })
  void wrongArgumentsEndWithTwo(String words, String sentence) {
    assertThat(run.execute(("dead-letters " + words).split(" "))).isEqualTo(2);
    assertThat(run.err()).contains(sentence).endsWith("Try --help.\n");
  }

  @Test
  void misspeltCommandsAreCorrected() {
    assertThat(run.execute("dead-leters", "list")).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean").contains("dead-letter");
    run.clear();
    assertThat(run.execute("dead-letters", "repaly")).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean").contains("replay");
    run.clear();
    assertThat(run.execute("dead-letters")).isEqualTo(2);
    assertThat(run.err()).contains("Missing required subcommand");
  }

  @Test
  void missingTopicIsASettingThatIsMissing() {
    run.environment().remove("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC");

    assertThat(run.execute("dead-letters", "list")).isEqualTo(2);
    assertThat(run.err())
        .startsWith("rbac-consumer dead-letters list: --dead-letter-topic: want the name of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "show 0:0", "replay", "replay --yes --reason fixed"})
  void brokersThatAreAwayAreOneSentence(String words) {
    assertThat(run.execute(("dead-letters " + words).split(" "))).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("rbac-consumer dead-letters " + words.split(" ", 2)[0] + ": ")
        .contains("no answer from 127.0.0.1:1; check");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void tokenGoesOnlyToAnAddressThatIsGiven() {
    assertThat(
            run.execute(
                "dead-letters", "replay", "--yes", "--reason", "r", "--token-file", "/token"))
        .isEqualTo(2);
    assertThat(run.err()).contains("--url: want the address of the consumer to which the token");
  }

  @Test
  void replayNeedsWhoActs() {
    run.environment().remove("USER");

    assertThat(run.execute("dead-letters", "replay", "--yes", "--reason", "r")).isEqualTo(2);
    assertThat(run.err()).contains("--by: want the name of who acts");
  }

  @Test
  void helpNamesTheOptions() {
    assertThat(run.execute("dead-letters", "--help")).isZero();
    assertThat(run.out()).contains("  list ", "  show ", "  replay ");
    run.clear();
    assertThat(run.execute("dead-letters", "replay", "--help")).isZero();
    assertThat(run.out())
        .contains("--filter=NAME=VALUE", "--again", "--yes", "--token-file=FILE", "--topic=TOPIC");
    run.clear();
    assertThat(run.execute("dead-letters", "list", "--help")).isZero();
    assertThat(run.out()).contains("--all", "--dead-letter-topic=TOPIC", "--json");
  }
}
