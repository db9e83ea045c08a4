package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.runtime.JvmRuntime;
import dev.rbacconsumer.core.runtime.SourceThread;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A defect met while partitions are assigned ends the instance: the client would go on with
 * partitions that have no lane.
 */
class RebalanceDefectTest {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void anExceptionInTheCallbackIsAFailureAndIsNotTriedAgain(String protocol) throws Exception {
    String topic = "defect-" + protocol;
    kafka.createTopic(topic, 1);
    SourceThread thread = thread(topic, protocol, new IllegalStateException("no such metric"));

    thread.start();

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(thread.failure())
        .isInstanceOf(SourceException.class)
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("no such metric");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void anErrorInTheCallbackIsAFailureToo(String protocol) throws Exception {
    String topic = "error-" + protocol;
    kafka.createTopic(topic, 1);
    NoClassDefFoundError defect = new NoClassDefFoundError("org/example/Part");
    SourceThread thread = thread(topic, protocol, defect);

    thread.start();

    assertThat(thread.awaitEnd(LONG)).isTrue();
    assertThat(thread.failure()).isInstanceOf(SourceException.class).hasRootCause(defect);
  }

  private static SourceThread thread(String topic, String protocol, Throwable defect) {
    KafkaClientSettings settings =
        new KafkaClientSettings(
            kafka.bootstrapServers(), topic, "test", Map.of("group.protocol", protocol));
    InMemoryRelations store = new InMemoryRelations();
    Delivery delivery =
        Delivery.of(
                KafkaMessageSource.create(settings, topic, Duration.ofSeconds(10)),
                store,
                store,
                JvmRuntime.create())
            .withObserver(event -> fail(event, defect));
    return new SourceThread(
        delivery.dispatcher(LaneSettings.DEFAULT, DispatcherSettings.defaults(topic)));
  }

  private static void fail(DeliveryEvent event, Throwable defect) {
    if (event instanceof InstanceEvent.Assigned) {
      if (defect instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) defect;
    }
  }
}
