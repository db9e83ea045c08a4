package dev.rbacconsumer.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaClientSettingsTest {
  @Test
  void theClientNeitherCommitsNorSetsAPositionByItself() {
    assertThat(KafkaClientSettings.of("broker:9092", "group", "client").consumerProperties())
        .containsEntry("bootstrap.servers", "broker:9092")
        .containsEntry("group.id", "group")
        .containsEntry("client.id", "client")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "none")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("allow.auto.create.topics", false)
        .containsEntry(
            "partition.assignment.strategy",
            "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
  }

  @Test
  void whatNoGuaranteeRestsOnCanBeSet() {
    KafkaClientSettings settings =
        new KafkaClientSettings("b:1", "g", "c", Map.of("max.poll.records", "7"));

    assertThat(settings.consumerProperties()).containsEntry("max.poll.records", "7");
  }

  @Test
  void whereBrokersAssignPartitionsTheClientHasNoAssignor() {
    KafkaClientSettings settings =
        new KafkaClientSettings("b:1", "g", "c", Map.of("group.protocol", "consumer"));

    assertThat(settings.consumerProperties())
        .containsEntry("group.protocol", "consumer")
        .doesNotContainKey("partition.assignment.strategy");
  }

  @Test
  void aMemberHearsOfARebalanceSoonUnlessTheUserSaysOtherwise() {
    KafkaClientSettings byDefault = KafkaClientSettings.of("b:1", "g", "c");
    KafkaClientSettings rare =
        new KafkaClientSettings("b:1", "g", "c", Map.of("heartbeat.interval.ms", "3000"));

    assertThat(byDefault.consumerProperties()).containsEntry("heartbeat.interval.ms", 300);
    assertThat(rare.consumerProperties()).containsEntry("heartbeat.interval.ms", "3000");
    assertThat(rare.readerProperties("-reader")).doesNotContainKey("heartbeat.interval.ms");
  }

  @Test
  void aStopWaitsForNoLongFetchUnlessTheUserSaysOtherwise() {
    KafkaClientSettings byDefault = KafkaClientSettings.of("b:1", "g", "c");
    KafkaClientSettings longer =
        new KafkaClientSettings("b:1", "g", "c", Map.of("fetch.max.wait.ms", "500"));

    assertThat(byDefault.consumerProperties()).containsEntry("fetch.max.wait.ms", 300);
    assertThat(longer.consumerProperties()).containsEntry("fetch.max.wait.ms", "500");
  }

  @Test
  void whatLooksAtTopicsHasTheSameConnectionAndLogin() {
    KafkaClientSettings settings =
        new KafkaClientSettings(
            "b:1",
            "g",
            "c",
            Map.of(
                "security.protocol", "SASL_SSL",
                "my.login.module.option", "x",
                "max.poll.records", "7",
                "compression.type", "gzip"));

    assertThat(settings.adminProperties("-health"))
        .containsOnly(
            Map.entry("bootstrap.servers", "b:1"),
            Map.entry("client.id", "c-health"),
            Map.entry("my.login.module.option", "x"),
            Map.entry("security.protocol", "SASL_SSL"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "CONSUMER"})
  void withTheNewerProtocolTheBrokersShareOut(String protocol) {
    KafkaClientSettings settings =
        new KafkaClientSettings("b:1", "g", "c", Map.of("group.protocol", protocol));

    assertThat(settings.consumerProperties())
        .containsEntry("group.protocol", protocol)
        .doesNotContainKey("heartbeat.interval.ms")
        .doesNotContainKey("partition.assignment.strategy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enable.auto.commit",
        "auto.offset.reset",
        "isolation.level",
        "key.deserializer",
        "value.deserializer"
      })
  void whatTheGuaranteesRestOnCannotBeSet(String property) {
    assertThatThrownBy(() -> new KafkaClientSettings("b:1", "g", "c", Map.of(property, "anything")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(property);
  }
}
