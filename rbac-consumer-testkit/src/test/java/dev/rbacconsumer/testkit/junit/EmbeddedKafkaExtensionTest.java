package dev.rbacconsumer.testkit.junit;

import static dev.rbacconsumer.testkit.assertj.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import org.junit.jupiter.api.Test;

@EmbeddedKafkaTest
final class EmbeddedKafkaExtensionTest {
  private static final String GROUP = "group";

  @Test
  void aTestGetsABrokerAndTopicsOfItsOwn(
      EmbeddedKafka kafka, @TestTopic(partitions = 3) String one, @TestTopic String other) {
    assertThat(one).isNotEqualTo(other);
    assertThat(kafka.endOffsets(one)).hasSize(3);
    assertThat(kafka.endOffsets(other)).hasSize(1);
  }

  @Test
  void commitsAreCompared(EmbeddedKafka kafka, @TestTopic String topic) {
    PartitionId partition = new PartitionId(topic, 0);
    kafka.publish(partition, "key", "value");
    assertThatThrownBy(() -> assertThat(kafka).hasNoLag(GROUP, topic))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("lag of group");

    kafka.commit(GROUP, partition, Commit.of(new CommitPosition(1)));

    assertThat(kafka).hasCommitted(GROUP, partition, 1).hasNoLag(GROUP, topic);
    assertThatThrownBy(() -> assertThat(kafka).hasCommitted(GROUP, partition, 2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("commits of group");
  }
}
