package dev.rbacconsumer.kafka.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.kafka.BrokerSecurity;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** What real brokers answer, and what becomes of a question when there are none. */
final class ClusterPingTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Duration HASTY = Duration.ofSeconds(1);

  @Test
  void aBrokerThatGoesIsSilentAndAnswersWhenItIsBack() throws InterruptedException {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        ClusterPing patient = question(kafka, Map.of(), PATIENT);
        ClusterPing hasty = question(kafka, Map.of(), HASTY)) {
      assertThat(patient.ask()).isEqualTo(BrokerReachability.ANSWERED);
      assertThat(patient.ask()).isEqualTo(BrokerReachability.ANSWERED);
      hasty.ask();

      kafka.stop();
      assertThat(hasty.ask()).isEqualTo(BrokerReachability.silent(kafka.bootstrapServers(), HASTY));

      kafka.restart();
      assertThat(patient.ask()).isEqualTo(BrokerReachability.ANSWERED);
    }
  }

  @Test
  void aBrokerThatDoesNotLetUsInIsNotTakenForSilence() throws InterruptedException {
    BrokerSecurity security = BrokerSecurity.login("ann", "rivers-42");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(security);
        ClusterPing right = question(kafka, login(security, "rivers-42"), PATIENT);
        ClusterPing wrong = question(kafka, login(security, "rivers-43"), PATIENT)) {
      assertThat(right.ask()).isEqualTo(BrokerReachability.ANSWERED);
      assertThat(wrong.ask().state()).isEqualTo(BrokerReachability.State.REFUSES);
      assertThat(wrong.ask().state()).isEqualTo(BrokerReachability.State.REFUSES);
    }
  }

  @Test
  void aClientThatCannotBeMadeIsTriedAgainWithTheNextQuestion() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    try (ClusterPing question =
        new ClusterPing(
            () -> {
              made.incrementAndGet();
              throw new KafkaException("no resolvable servers");
            },
            "b:1",
            HASTY)) {
      assertThat(question.ask().words()).isEqualTo("b:1 cannot be asked (KafkaException)");
      assertThat(question.ask().isConnected()).isFalse();
    }
    assertThat(made).hasValue(2);
  }

  private static ClusterPing question(
      EmbeddedKafka kafka, Map<String, String> properties, Duration timeout) {
    KafkaClientSettings settings =
        new KafkaClientSettings(kafka.bootstrapServers(), "g", "test", properties);
    return new ClusterPing(
        () -> Admin.create(BrokerPing.properties(settings, timeout)),
        settings.bootstrapServers(),
        timeout);
  }

  private static Map<String, String> login(BrokerSecurity security, String password) {
    Map<String, String> properties = new HashMap<>();
    properties.put("security.protocol", security.protocol());
    properties.put("ssl.truststore.type", "PEM");
    properties.put("ssl.truststore.certificates", security.certificate());
    properties.put("sasl.mechanism", "PLAIN");
    properties.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"ann\" password=\"%s\";".formatted(password));
    return properties;
  }
}
