package dev.rbacconsumer.launcher.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.testkit.Figures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartStepsTest {
  private static final List<String> LINES =
      List.of(
          "ConsumerStart: Starting rbac-consumer 1",
          "RelationsChannel: Relations API: target=localhost:1",
          "AdminEndpoint: Metrics at http://localhost:1/metrics",
          "consumer: RBAC Kafka consumer started, listening on topic \"t\"",
          "consumer: Partitions assigned: [t-0]",
          "consumer: Fence acquired (partition: t-0, attempts: 1)",
          "consumer: Reading from the first record (partition: t-0)",
          "consumer: Processing message (partition: 0, offset: 0)");

  @Test
  void eachPartEndsWithItsLineAndTheLastWithTheAnswerOfTheStore() {
    StartSteps steps = new StartSteps();
    steps.add(0, log(10), 85_000);
    Figures figures = new Figures();

    steps.addTo(figures);

    assertThat(figures.markdown().lines().skip(2))
        .hasSize(LINES.size() + 1)
        .startsWith("| start script, Java, log, settings | 10 |")
        .endsWith("| decoding, first call | 5 |")
        .filteredOn(row -> row.endsWith("| 10 |"))
        .hasSize(LINES.size());
  }

  @Test
  void aMissingLineIsNamed() {
    StartSteps steps = new StartSteps();

    assertThatThrownBy(() -> steps.add(0, log(10).subList(0, 5), 85_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("want \"Fence acquired\" in ");
  }

  /** Lines at equal distances, the first of which is after that time. */
  private static List<String> log(int millis) {
    List<String> log = new ArrayList<>();
    for (String line : LINES) {
      log.add(
          "1970-01-01T00:00:00.%03dZ INFO  [main] %s".formatted(millis * (log.size() + 1), line));
    }
    return log;
  }
}
