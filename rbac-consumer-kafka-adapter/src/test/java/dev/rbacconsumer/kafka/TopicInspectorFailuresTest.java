package dev.rbacconsumer.kafka;

import static dev.rbacconsumer.kafka.AdminMocks.PARTITION;
import static dev.rbacconsumer.kafka.AdminMocks.TOPIC_ID;
import static dev.rbacconsumer.kafka.AdminMocks.done;
import static dev.rbacconsumer.kafka.AdminMocks.failed;
import static dev.rbacconsumer.kafka.AdminMocks.offset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.rbacconsumer.core.record.TopicSettings;
import dev.rbacconsumer.core.runtime.ConsumerThreads;
import dev.rbacconsumer.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of brokers that a real one gives too seldom for a test. */
final class TopicInspectorFailuresTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Admin admin = AdminMocks.answering();
  private final AtomicInteger made = new AtomicInteger();
  private final List<TopicSnapshot> inspections = new ArrayList<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private TopicInspector inspector = inspector(LONG);

  @AfterEach
  void close() {
    inspector.close();
  }

  @Test
  void answersBecomeOneInspection() {
    TopicSnapshot found = inspect();

    assertThat(found.identity()).hasValue(TOPIC_ID.toString());
    assertThat(found.settings()).flatMap(TopicSettings::retention).hasValue(Duration.ofMinutes(1));
    assertThat(found.committedStates(Set.of(PARTITION)).toString()).contains("3");
    assertThat(found.readable(PARTITION)).isEqualTo(5);
    assertThat(failures).isEmpty();
  }

  static Stream<KafkaException> refusals() {
    return Stream.of(
        new TopicAuthorizationException(Set.of("outbox")),
        new ClusterAuthorizationException("not for this login"),
        new UnsupportedVersionException("too old"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void topicThatMayNotBeDescribedIsReadWithoutIdentityAndSettings(KafkaException refusal) {
    AdminMocks.topics(admin, failed(refusal));

    TopicSnapshot found = inspect();

    assertThat(found.identity()).isEmpty();
    assertThat(found.settings()).isEmpty();
    assertThat(found.readable(PARTITION)).isEqualTo(5);
    verify(admin, never()).close(any(Duration.class));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void topicWhoseSettingsMayNotBeReadKeepsItsIdentity(KafkaException refusal) {
    AdminMocks.configs(admin, failed(refusal));

    TopicSnapshot found = inspect();

    assertThat(found.identity()).hasValue(TOPIC_ID.toString());
    assertThat(found.settings()).isEmpty();
    verify(admin, never()).close(any(Duration.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cleanup.policy", "retention.ms"})
  void settingsThatLackARequiredOneAreUnknown(String there) {
    AdminMocks.configs(admin, done(AdminMocks.config(Map.of(there, "1"))));

    assertThat(inspect().settings()).isEmpty();
  }

  @Test
  void topicWithoutAnIdHasNoIdentity() {
    AdminMocks.topics(admin, done(AdminMocks.topic(Uuid.ZERO_UUID)));

    assertThat(inspect().identity()).isEmpty();
  }

  static Stream<KafkaException> outages() {
    return Stream.of(
        new TimeoutException("late"),
        new DisconnectException("gone"),
        new SaslAuthenticationException("expired"),
        new UnknownTopicOrPartitionException("deleted"));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void failedDescriptionFailsTheQuestionAndDiscardsTheClient(KafkaException outage) {
    AdminMocks.topics(admin, failed(outage));

    assertFailsWith(outage);
  }

  @ParameterizedTest
  @MethodSource("outages")
  void failedSettingsFailTheQuestionAndDiscardTheClient(KafkaException outage) {
    AdminMocks.configs(admin, failed(outage));

    assertFailsWith(outage);
  }

  @ParameterizedTest
  @MethodSource("outages")
  void failedCommitsFailTheQuestionAndDiscardTheClient(KafkaException outage) {
    AdminMocks.commits(admin, failed(outage));

    assertFailsWith(outage);
  }

  /** Without the right to read the group, positions are unknown, so nothing may be read. */
  @Test
  void refusedCommitsFailTheQuestion() {
    KafkaException refusal = GroupAuthorizationException.forGroupId("g");
    AdminMocks.commits(admin, failed(refusal));

    assertFailsWith(refusal);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void anyOfTheOffsetsThatFailsFailsTheQuestion(int failing) {
    KafkaException outage = new TimeoutException("late");
    KafkaFuture<ListOffsetsResultInfo> bad = failed(outage);
    AdminMocks.offsets(
        admin,
        failing == 0 ? bad : offset(2),
        failing == 1 ? bad : offset(5),
        failing == 2 ? bad : offset(6));

    assertThat(fail()).isSameAs(outage);
    verify(admin).close(Duration.ZERO);
  }

  @Test
  void failureOfAnotherKindIsWrapped() {
    IllegalStateException defect = new IllegalStateException("defect in the client");
    AdminMocks.commits(admin, failed(defect));

    assertThat(fail()).isExactlyInstanceOf(KafkaException.class).hasCause(defect);
  }

  @Test
  void answerThatNeverComesIsATimeout() {
    inspector.close();
    inspector = inspector(SHORT);
    AdminMocks.commits(admin, AdminMocks.silent());

    assertThat(fail())
        .isInstanceOf(TimeoutException.class)
        .hasMessage("no answer about topic outbox within PT0.2S");
  }

  /** A client whose thread has ended throws at once, and never recovers. */
  @Test
  void clientThatTakesNoQuestionIsReplaced() {
    IllegalStateException ended = new IllegalStateException("the client's thread has exited");
    doThrow(ended).when(admin).listOffsets(anyMap(), any());

    assertFailsWith(ended);
  }

  @Test
  void failedRegularQuestionIsNotReported() {
    List<Object> found = new ArrayList<>();
    AdminMocks.topics(admin, failed(new TimeoutException("late")));
    inspector.observeRegularly(Set.of(), found::add, failure -> {});
    inspector.readSettingsRegularly(found::add);

    inspect(1);

    assertThat(found).isEmpty();
    assertThat(made).as("clients: two discarded ones, and the next").hasValueGreaterThan(2);
  }

  @Test
  void settingsThatAreRefusedAreFoundEmpty() {
    List<Optional<TopicSettings>> found = new ArrayList<>();
    AdminMocks.configs(admin, failed(new UnsupportedVersionException("too old")));
    inspector.readSettingsRegularly(found::add);

    inspect();

    assertThat(found).containsExactly(Optional.empty());
  }

  @Test
  void closingClosesTheClient() {
    inspect();

    inspector.close();

    verify(admin).close(Duration.ZERO);
    verify(admin).describeConfigs(anyCollection());
  }

  private void assertFailsWith(RuntimeException failure) {
    assertThat(fail()).isSameAs(failure);
    verify(admin).close(Duration.ZERO);
    assertThat(fail()).isSameAs(failure);
    assertThat(made).as("clients").hasValue(2);
  }

  private TopicSnapshot inspect() {
    inspect(inspections.size() + failures.size() + 1);
    assertThat(failures).isEmpty();
    return inspections.get(inspections.size() - 1);
  }

  private RuntimeException fail() {
    inspect(inspections.size() + failures.size() + 1);
    assertThat(inspections).isEmpty();
    return failures.get(failures.size() - 1);
  }

  private void inspect(int answers) {
    inspector.inspect(Set.of(PARTITION), inspections::add, failures::add);
    Eventually.get(
        () -> {
          inspector.deliver();
          return inspections.size() + failures.size();
        },
        size -> size == answers,
        LONG);
  }

  private TopicInspector inspector(Duration timeout) {
    return new TopicInspector(
        () -> {
          made.incrementAndGet();
          return admin;
        },
        PARTITION.topic(),
        "g",
        timeout,
        LONG,
        () -> {},
        ConsumerThreads.plain());
  }
}
