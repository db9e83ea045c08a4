package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.TopicSettings;
import dev.rbacconsumer.core.time.Backoff;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What a real broker tells of a topic's settings, and what becomes of it. */
class TopicSettingsFromKafkaTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Backoff SHORT =
      Backoff.from(Duration.ofMillis(50)).upTo(Duration.ofMillis(200));

  private static EmbeddedKafka kafka;
  private static int topics;

  private final ConcurrentLinkedQueue<String> applied = new ConcurrentLinkedQueue<>();
  private String topic;

  @BeforeAll
  static void startBroker() {
    // Whatever has no rule is allowed to everybody.
    kafka =
        EmbeddedKafka.start(
            Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "true",
                "log.retention.ms",
                "604800000"));
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName() + ++topics;
    kafka.createTopic(topic, 2);
  }

  @Test
  void settingsOfTheBrokerAreReadWhereTheTopicHasNone() throws Exception {
    assertThat(read())
        .isEqualTo(
            new TopicSettings(
                false,
                Optional.of(Duration.ofDays(7)),
                OptionalLong.empty(),
                false,
                1,
                OptionalInt.of(1)));
  }

  @Test
  void settingsOfTheTopicItselfAreRead() throws Exception {
    kafka.alterTopic(
        topic,
        Map.of(
            "cleanup.policy", "delete,compact",
            "retention.ms", "3600000",
            "retention.bytes", "4096",
            "unclean.leader.election.enable", "true",
            "min.insync.replicas", "2"));

    assertThat(read())
        .isEqualTo(
            new TopicSettings(
                true,
                Optional.of(Duration.ofHours(1)),
                OptionalLong.of(4096),
                true,
                1,
                OptionalInt.of(2)));
  }

  @Test
  void ageDeletesNothingWhereThereIsNoLimit() throws Exception {
    kafka.alterTopic(topic, Map.of("retention.ms", "-1"));

    assertThat(read().retention()).isEmpty();
  }

  @Test
  void ageDeletesNothingOfATopicThatIsCompactedAlone() throws Exception {
    kafka.alterTopic(
        topic, Map.of("cleanup.policy", "compact", "retention.ms", "1000", "retention.bytes", "9"));

    assertThat(read().isCompacted()).isTrue();
    assertThat(read().retention()).isEmpty();
    assertThat(read().retentionBytes()).isEmpty();
  }

  @Test
  void settingsWithoutTheRightAreAnErrorThatNamesIt() {
    forbidSettings();

    assertThatThrownBy(this::read)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("reading the settings of " + topic)
        .hasMessageContaining("; grant DESCRIBE_CONFIGS on the topic to this login");
  }

  @Test
  void topicIsReadWithoutTheRight() {
    forbidSettings();
    publish("a");

    try (Instance instance = start()) {
      awaitCommitted(1);

      assertThat(instance.events.events(InstanceEvent.TopicSettingsRead.class)).isEmpty();
    }
    assertThat(applied).containsExactly("a");
  }

  @Test
  void compactedTopicBlocksUntilItsPolicyIsChanged() {
    kafka.alterTopic(topic, Map.of("cleanup.policy", "compact"));
    publish("a");

    try (Instance instance = start()) {
      awaitCompactionBlock(instance);
      assertThat(applied).isEmpty();

      kafka.alterTopic(topic, Map.of("cleanup.policy", "delete"));

      awaitCommitted(1);
    }
    assertThat(applied).containsExactly("a");
  }

  @Test
  void topicThatIsCompactedWhileItIsReadBlocks() {
    publish("a");

    try (Instance instance = start()) {
      awaitCommitted(1);

      kafka.alterTopic(topic, Map.of("cleanup.policy", "compact"));
      awaitCompactionBlock(instance);
      publish("b");
      instance.events.await(
          PartitionEvent.DataLossBlocks.class, block -> block.attempt() >= 5, SOON);
    }
    assertThat(applied).containsExactly("a");
  }

  private TopicSettings read() throws SourceException, InterruptedException {
    KafkaClientSettings settings =
        KafkaClientSettings.of(kafka.bootstrapServers(), Instance.GROUP, "test");
    try (KafkaProbe probe = KafkaProbe.create(settings, SOON)) {
      return probe.topicSettings(topic);
    }
  }

  private void forbidSettings() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createAcls(
              List.of(
                  rule(AclOperation.ALL, AclPermissionType.ALLOW),
                  rule(AclOperation.DESCRIBE_CONFIGS, AclPermissionType.DENY)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
    Eventually.get(this::isForbidden, forbidden -> forbidden, SOON);
  }

  /** The broker takes rules in a little after the controller has them. */
  private boolean isForbidden() {
    try {
      read();
      return false;
    } catch (SourceException refused) {
      return true;
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private AclBinding rule(AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
  }

  private static void awaitCompactionBlock(Instance instance) {
    instance.events.await(
        PartitionEvent.DataLossBlocks.class,
        block -> block.partition().number() == 0 && block.loss().kind() == DataLoss.Kind.COMPACTED,
        SOON);
  }

  private Instance start() {
    return new Instance(
        kafka.bootstrapServers(),
        topic,
        Map.of("metadata.max.age.ms", "1000"),
        SHORT,
        (event, timeout) -> {
          applied.add(event.workspaceId());
          return new Outcome.Applied(Optional.empty());
        });
  }

  private void awaitCommitted(long position) {
    Eventually.get(this::position, committed -> committed == position, SOON);
  }

  private long position() {
    Commit commit = kafka.committedOffsets(Instance.GROUP).get(new PartitionId(topic, 0));
    return commit == null ? -1 : commit.position().value();
  }

  /** With a key: a compacted topic refuses records without one. */
  private void publish(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    kafka.publish(new PartitionId(topic, 0), bytes, bytes, List.of());
  }
}
