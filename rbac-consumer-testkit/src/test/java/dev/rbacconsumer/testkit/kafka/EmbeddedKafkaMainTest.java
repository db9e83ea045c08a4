package dev.rbacconsumer.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.testkit.kafka.EmbeddedKafkaMain.Arguments;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedKafkaMainTest {
  @Test
  void withoutArgumentsThePortIsFreeAndThereAreNoTopics() {
    assertThat(Arguments.parse()).isEqualTo(new Arguments(0, Map.of()));
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

  @ParameterizedTest
  @CsvSource({
    "--port, 0",
    "--port, 65536",
    "--port, http",
    "--topics, a",
    "--topics, a:0",
    "--topics, :3",
    "--topics, 'a:1,'",
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
