package dev.rbacconsumer.kafka.internal.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.kafka.AdminMocks;
import dev.rbacconsumer.kafka.HeadReader;
import dev.rbacconsumer.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a reader of a group makes of answers that a test cannot get from a real broker at will. */
class GroupReaderFailuresTest {
  private static final Node BROKER = new Node(1, "b", 9092);

  private Admin admin = AdminMocks.answering();

  @BeforeEach
  void describeGroup() {
    admin = AdminMocks.answering();
    AdminMocks.groups(
        admin,
        AdminMocks.done(
            group(
                GroupState.STABLE,
                new MemberDescription(
                    "ann-11223344-5566",
                    Optional.empty(),
                    Optional.empty(),
                    "ann",
                    "/10.0.0.7",
                    new MemberAssignment(
                        Set.of(AdminMocks.PARTITION, new TopicPartition("other", 3))),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))));
  }

  @Test
  void everyAnswerIsInTheView() throws Exception {
    GroupView view = read();

    assertThat(view.state()).isEqualTo("Stable");
    assertThat(view.members())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.host()).isEqualTo("10.0.0.7");
              assertThat(it.shortId()).isEqualTo("11223344");
              assertThat(it.otherTopics()).containsExactly("other");
            });
    assertThat(view.partitions())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.log()).hasValue(new LogOffsets(2, 5, 6));
              assertThat(it.lag()).hasValue(3L);
              assertThat(it.state()).isEqualTo(GroupPartitionState.RUNNING);
            });
  }

  @Test
  void recordsBehindAnOpenTransactionCannotBeRead() throws Exception {
    AdminMocks.commits(
        admin, AdminMocks.done(Map.of(AdminMocks.PARTITION, new OffsetAndMetadata(5))));

    GroupPartition partition = read().partitions().get(0);

    assertThat(partition.state()).isEqualTo(GroupPartitionState.WAITING_FOR_TRANSACTION);
    assertThat(partition.lag()).hasValue(1L);
    assertThat(partition.behind()).isEmpty();
  }

  @Test
  void ageThatCannotBeReadIsUnknown() throws Exception {
    GroupView view = read();

    assertThat(view.partitions().get(0).behind()).isEmpty();
    assertThat(view.partitions().get(0).retentionLeft()).isEmpty();
    assertThat(view.unknown())
        .containsExactly(
            "the age of the oldest record of partitions 0: it could not be read in time; this"
                + " login needs READ on the topic");
  }

  @Test
  void partitionWithoutALeaderIsUnknown() throws Exception {
    AdminMocks.offsets(
        admin,
        AdminMocks.offset(2),
        AdminMocks.offset(5),
        AdminMocks.failed(new TimeoutException("no leader")));

    GroupView view = read();

    assertThat(view.partitions().get(0).state()).isEqualTo(GroupPartitionState.UNKNOWN);
    assertThat(view.partitions().get(0).lag()).isEmpty();
    assertThat(view.needsAttention()).isTrue();
    assertThat(view.unknown())
        .containsExactly("the offsets of partitions 0: no answer; see whether they have leaders");
  }

  @Test
  void settingsThatMayNotBeSeenLeaveRetentionUnknown() throws Exception {
    AdminMocks.configs(admin, AdminMocks.failed(new TopicAuthorizationException("outbox")));

    GroupView view = read();

    assertThat(view.retention()).isEmpty();
    assertThat(view.unknown())
        .first()
        .asString()
        .startsWith("when retention deletes records of outbox: TopicAuthorizationException")
        .endsWith("; grant DESCRIBE_CONFIGS on the topic to this login");
  }

  @Test
  void groupThatIsGoneHasNoMembers() throws Exception {
    AdminMocks.groups(admin, AdminMocks.failed(new GroupIdNotFoundException("gone")));

    GroupView view = read();

    assertThat(view.exists()).isFalse();
    assertThat(view.members()).isEmpty();
    assertThat(view.partitions().get(0).state()).isEqualTo(GroupPartitionState.UNOWNED);
  }

  @Test
  void groupThatMayNotBeSeenIsASentence() {
    AdminMocks.groups(admin, AdminMocks.failed(GroupAuthorizationException.forGroupId("group")));

    assertFailure("this login may not see the group group; grant it DESCRIBE on the group");
  }

  @Test
  void commitsThatMayNotBeSeenAreASentence() {
    AdminMocks.commits(admin, AdminMocks.failed(GroupAuthorizationException.forGroupId("group")));

    assertFailure("this login may not see the group group; grant it DESCRIBE on the group");
  }

  @Test
  void topicThatMayNotBeSeenIsASentence() {
    AdminMocks.topics(admin, AdminMocks.failed(new TopicAuthorizationException("outbox")));

    assertFailure("this login may not see the topic outbox; grant it DESCRIBE on the topic");
  }

  @Test
  void coordinatorThatDoesNotAnswerIsASentence() {
    String expected =
        "the coordinator of group group does not answer; see whether the topic __consumer_offsets"
            + " exists and each of its partitions has a leader";
    AdminMocks.groups(admin, AdminMocks.silent());
    assertFailure(expected);

    AdminMocks.groups(admin, AdminMocks.failed(new CoordinatorNotAvailableException("away")));
    assertFailure(expected);

    describeGroup();
    AdminMocks.commits(admin, AdminMocks.silent());
    assertFailure(expected);
  }

  @Test
  void brokersThatDoNotAnswerAreASentence() {
    AdminMocks.topics(admin, AdminMocks.silent());

    assertFailure(
        "no answer from kafka:9092; check KAFKA_SERVERS, that the network lets us through, and"
            + " that the port speaks the security protocol that is set");
  }

  @Test
  void refusedLoginIsASentence() {
    AdminMocks.topics(admin, AdminMocks.failed(new SaslAuthenticationException("no")));

    assertFailure(
        "looking for the topic outbox: SaslAuthenticationException (no); check the login and the"
            + " security protocol of the brokers");
  }

  private void assertFailure(String sentence) {
    assertThatThrownBy(this::read).isInstanceOf(SourceException.class).hasMessage(sentence);
  }

  private GroupView read() throws Exception {
    HeadReader heads =
        new HeadReader(
            () -> {
              throw new KafkaException("records cannot be read");
            },
            record -> true);
    try (GroupReader reader =
        new GroupReader(
            admin,
            heads,
            new GroupErrors("kafka:9092", "group", "outbox"),
            Duration.ofMillis(300),
            new ManualClock())) {
      return reader.read();
    }
  }

  private static ConsumerGroupDescription group(GroupState state, MemberDescription... members) {
    return new ConsumerGroupDescription(
        "group",
        false,
        List.of(members),
        "range",
        GroupType.CLASSIC,
        state,
        BROKER,
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }
}
