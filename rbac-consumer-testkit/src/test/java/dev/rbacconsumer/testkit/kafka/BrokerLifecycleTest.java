package dev.rbacconsumer.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BrokerLifecycleTest {
  @Test
  void portsTakenMeanwhileAreDrawnAgain() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // Given
      BrokerPorts free = BrokerPorts.free();
      BrokerPorts controllerTaken = new BrokerPorts(free.controller(), busy.getLocalPort());
      BrokerPorts brokerTaken = new BrokerPorts(busy.getLocalPort(), free.controller());
      Queue<BrokerPorts> draws = new ArrayDeque<>(List.of(controllerTaken, brokerTaken, free));

      // When
      try (EmbeddedKafka kafka = EmbeddedKafka.start(draws::remove, Map.of())) {
        kafka.createTopic("after-all", 1);

        // Then
        assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + free.broker());
        assertThat(draws).isEmpty();
      }
    }
  }

  @Test
  void aPortAskedForThatIsTakenIsAnError() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedKafka.startOn(busy.getLocalPort()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + busy.getLocalPort());
    }
  }

  @Test
  void aRestartOnAPortThatIsTakenMeanwhileIsAnErrorAndCanBeTriedAgain() throws IOException {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      // Given
      kafka.createTopic("kept", 1);
      int port = Integer.parseInt(kafka.bootstrapServers().split(":", -1)[1]);
      kafka.stop();

      // When
      try (ServerSocket faster = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertThat(faster.isBound()).isTrue();
        assertThatThrownBy(kafka::restart)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("port " + port);
      }
      kafka.restart();

      // Then
      assertThat(kafka.endOffsets("kept")).hasSize(1);
    }
  }

  @Test
  void aSettingThatKafkaRefusesIsAnErrorAndNotTheEndOfTheJvm() {
    assertThatThrownBy(() -> EmbeddedKafka.start(Map.of("num.io.threads", "none")))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage(
            "Invalid value none for configuration num.io.threads:" + " Not a number of type INT");
  }

  @Test
  void whileABrokerRunsKafkaCannotExit() {
    try (EmbeddedKafka first = EmbeddedKafka.start()) {
      EmbeddedKafka second = EmbeddedKafka.start();
      second.close();

      // Would end this JVM, and with it the run of all tests.
      Exit.exit(3, "in earnest");
      Exit.halt(3, "in earnest");

      first.createTopic("still-here", 1);
      assertThat(first.endOffsets("still-here")).hasSize(1);
    }
  }

  @Test
  void aClosedBrokerStaysClosed() {
    // Given
    EmbeddedKafka kafka = EmbeddedKafka.start();
    kafka.close();

    // When
    kafka.close();

    // Then
    assertThatThrownBy(kafka::restart).isInstanceOf(IllegalStateException.class);
  }
}
