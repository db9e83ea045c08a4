package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Whether a group is used for another topic, as a real broker knows it. */
class SharedGroupProbeTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static EmbeddedKafka kafka;

  private String group = "";

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
    kafka.createTopic("ours", 1);
    kafka.createTopic("other", 1);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void nameGroup(TestInfo test) {
    group = test.getTestMethod().orElseThrow().getName();
  }

  @Test
  void aGroupWithoutMembersIsUsedForNothingElse() throws Exception {
    try (SharedGroupProbe probe = probe()) {
      assertThat(probe.otherTopicsOfMembers("ours")).isEmpty();
    }
  }

  @Test
  void membersOfTheSameTopicAreNoOthers() throws Exception {
    try (KafkaConsumer<byte[], byte[]> member = member("ours");
        SharedGroupProbe probe = probe()) {
      assertThat(member.assignment()).hasSize(1);
      assertThat(probe.otherTopicsOfMembers("ours")).isEmpty();
    }
  }

  @Test
  void topicsOfOtherMembersAreFound() throws Exception {
    try (KafkaConsumer<byte[], byte[]> member = member("other");
        SharedGroupProbe probe = probe()) {
      assertThat(member.assignment()).hasSize(1);
      assertThat(probe.otherTopicsOfMembers("ours")).containsExactly("other");
    }
  }

  @Test
  void idsOfOtherTopicsHaveTheirNames() throws Exception {
    String gone = "AAAAAAAAAAAAAAAAAAAAAQ";
    try (SharedGroupProbe probe = probe()) {
      assertThat(probe.otherTopicWithId("ours", List.of(id("ours"), gone, "no id"))).isEmpty();
      assertThat(probe.otherTopicWithId("ours", List.of(gone, id("other")))).hasValue("other");
    }
  }

  @Test
  void silentBrokersAreAFailure() {
    KafkaClientSettings nowhere = KafkaClientSettings.of("127.0.0.1:1", group, "test");
    try (SharedGroupProbe probe = SharedGroupProbe.create(nowhere, Duration.ofMillis(100))) {
      assertThatThrownBy(() -> probe.otherTopicsOfMembers("ours"))
          .isInstanceOf(SourceException.class);
    }
  }

  private SharedGroupProbe probe() {
    return SharedGroupProbe.create(
        KafkaClientSettings.of(kafka.bootstrapServers(), group, "test"), TIMEOUT);
  }

  /** A member that has its partition. */
  private KafkaConsumer<byte[], byte[]> member(String topic) {
    KafkaConsumer<byte[], byte[]> member =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", group),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    member.subscribe(List.of(topic));
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (member.assignment().isEmpty() && System.nanoTime() - deadline < 0) {
      member.poll(Duration.ofMillis(100));
    }
    return member;
  }

  private static String id(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .topicId()
          .toString();
    }
  }
}
