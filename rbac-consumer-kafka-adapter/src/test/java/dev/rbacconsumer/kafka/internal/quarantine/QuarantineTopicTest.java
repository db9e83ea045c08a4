package dev.rbacconsumer.kafka.internal.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.TopicSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class QuarantineTopicTest {
  private static final Optional<Duration> WEEK = Optional.of(Duration.ofDays(7));

  @Test
  void topicThatIsOnlyCompactedKeepsParkedMessages() {
    assertThat(QuarantineTopic.problem("parked", settings(true, Optional.empty(), 3, 2))).isEmpty();
  }

  @Test
  void topicWithRetentionIsRefused() {
    assertThat(QuarantineTopic.problem("parked", settings(false, WEEK, 3, 2)))
        .hasValueSatisfying(
            it -> assertThat(it).startsWith("parked: want cleanup.policy=compact, got delete,"));
    assertThat(QuarantineTopic.problem("parked", settings(true, WEEK, 3, 2)))
        .hasValueSatisfying(it -> assertThat(it).contains("got compact,delete,"));
    assertThat(QuarantineTopic.problem("parked", settings(false, Optional.empty(), 3, 2)))
        .hasValueSatisfying(it -> assertThat(it).contains("got a topic that is not compacted,"));
    TopicSettings bySize =
        new TopicSettings(
            true, Optional.empty(), OptionalLong.of(1 << 20), false, 3, OptionalInt.of(2));
    assertThat(QuarantineTopic.problem("parked", bySize))
        .hasValueSatisfying(it -> assertThat(it).contains("got compact,delete,"));
  }

  @Test
  void whatIsWeakerThanTheTopicThatIsReadIsNamed() {
    TopicSettings source = settings(false, WEEK, 3, 2);
    TopicSettings unclean =
        new TopicSettings(true, Optional.empty(), OptionalLong.empty(), true, 3, OptionalInt.of(2));

    assertThat(
            QuarantineTopic.weaknesses(
                "parked", settings(true, Optional.empty(), 3, 2), "outbox", source))
        .isEmpty();
    assertThat(
            QuarantineTopic.weaknesses(
                "parked", settings(true, Optional.empty(), 2, 1), "outbox", source))
        .satisfiesExactly(
            it ->
                assertThat(it)
                    .startsWith("parked: the replication factor is 2, and that of outbox is 3,"),
            it ->
                assertThat(it)
                    .startsWith("parked: min.insync.replicas is 1, and that of outbox is 2,"));
    assertThat(QuarantineTopic.weaknesses("parked", unclean, "outbox", source))
        .singleElement()
        .asString()
        .startsWith("parked: unclean.leader.election.enable is true,");
  }

  private static TopicSettings settings(
      boolean isCompacted, Optional<Duration> retention, int replicas, int inSync) {
    return new TopicSettings(
        isCompacted, retention, OptionalLong.empty(), false, replicas, OptionalInt.of(inSync));
  }
}
