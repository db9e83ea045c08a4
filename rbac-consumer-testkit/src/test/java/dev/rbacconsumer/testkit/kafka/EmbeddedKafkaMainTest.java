package dev.rbacconsumer.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafkaMain.Arguments;
import java.io.BufferedReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedKafkaMainTest {
  @Test
  @Timeout(120)
  void theProgramServesUntilItsInputEnds() throws Exception {
    // Given
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                EmbeddedKafkaMain.class.getName(),
                "--topics",
                "a:3")
            .redirectError(Redirect.DISCARD)
            .start();
    try (BufferedReader output = program.inputReader(UTF_8)) {
      String servers = output.readLine();

      // When
      int partitions;
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
        var topic = admin.describeTopics(List.of("a")).allTopicNames().get().get("a");
        partitions = topic.partitions().size();
      }
      program.getOutputStream().close();

      // Then
      assertThat(partitions).isEqualTo(3);
      assertThat(program.waitFor()).isZero();
      assertThat(output.readLine()).isNull();
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  @Timeout(120)
  void aSecondRunContinuesWithItsDataAndTopics(@TempDir Path data) throws Exception {
    PartitionId partition = new PartitionId("a", 2);
    Supplier<DataDirectory> kept = () -> DataDirectory.at(data);
    try (EmbeddedKafka first = EmbeddedKafka.start(BrokerPorts::free, kept, Map.of())) {
      first.requireTopic("a", 3);
      first.publish(partition, "key", "value");
    }

    try (EmbeddedKafka second = EmbeddedKafka.start(BrokerPorts::free, kept, Map.of())) {
      second.requireTopic("a", 3);

      assertThat(second.endOffsets("a")).containsEntry(partition, new CommitPosition(1));
      assertThatThrownBy(() -> second.requireTopic("a", 4))
          .hasMessage("topic a: want 4 partitions, it exists with 3");
    }
  }

  @Test
  void settingsThatAreChosenForTheBrokerAreRefused() {
    assertThatThrownBy(() -> EmbeddedKafka.start(Map.of("listeners", "CLIENT://:9092")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("listeners: fixed");
  }

  @Test
  void withoutArgumentsThePortIsFreeAndThereAreNoTopics() {
    assertThat(Arguments.parse())
        .isEqualTo(new Arguments(0, 0, 0, Map.of(), Optional.empty(), Map.of()));
  }

  @Test
  void portAndTopicsAreTakenInTheOrderGiven() {
    // When
    Arguments arguments = Arguments.parse("--topics", "a:3,b:1", "--port", "9092");

    // Then
    assertThat(arguments.port()).isEqualTo(9092);
    assertThat(List.copyOf(arguments.topics().entrySet()))
        .containsExactly(Map.entry("a", 3), Map.entry("b", 1));
  }

  @Test
  void settingsAndTheDirectoryOfTheDataAreTaken() {
    // When
    Arguments arguments =
        Arguments.parse("--set", "a.b=c=d", "--data", "/some/where", "--set", "e=");

    // Then
    assertThat(arguments.settings()).isEqualTo(Map.of("a.b", "c=d", "e", ""));
    assertThat(arguments.data()).contains(Path.of("/some/where"));
  }

  @ParameterizedTest
  @CsvSource({
    "--port, 0",
    "--port, 65536",
    "--port, http",
    "--topics, a",
    "--topics, a:0",
    "--topics, :3",
    "--topics, 'a:1,'",
    "--data, ''",
    "--set, log.retention.ms",
    "--set, =5",
    "--help, me"
  })
  void whatMakesNoSenseIsRefused(String name, String value) {
    assertThatThrownBy(() -> Arguments.parse(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("want");
  }

  @Test
  void anOptionWithoutItsValueIsRefused() {
    assertThatThrownBy(() -> Arguments.parse("--port"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
