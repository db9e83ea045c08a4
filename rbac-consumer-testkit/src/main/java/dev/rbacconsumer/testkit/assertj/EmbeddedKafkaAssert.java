package dev.rbacconsumer.testkit.assertj;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions about an {@link EmbeddedKafka}. */
public final class EmbeddedKafkaAssert extends AbstractAssert<EmbeddedKafkaAssert, EmbeddedKafka> {
  EmbeddedKafkaAssert(EmbeddedKafka actual) {
    super(actual, EmbeddedKafkaAssert.class);
  }

  /**
   * Requires a commit of a group.
   *
   * @param position offset of the next record, behind the last one that is settled
   * @return this assertion
   */
  public EmbeddedKafkaAssert hasCommitted(String group, PartitionId partition, long position) {
    Assertions.assertThat(actual.committedOffsets(group))
        .as("commits of %s", group)
        .extractingByKey(partition)
        .extracting(Commit::position)
        .isEqualTo(new CommitPosition(position));
    return this;
  }

  /**
   * Requires that a group has committed all records of a topic.
   *
   * @return this assertion
   */
  public EmbeddedKafkaAssert hasNoLag(String group, String topic) {
    Assertions.assertThat(actual.lag(group, topic)).as("lag of %s on %s", group, topic).isZero();
    return this;
  }
}
