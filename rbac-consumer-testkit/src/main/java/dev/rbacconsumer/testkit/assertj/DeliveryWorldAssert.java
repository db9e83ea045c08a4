package dev.rbacconsumer.testkit.assertj;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.world.DeliveryWorld;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions about a {@link DeliveryWorld}. */
public final class DeliveryWorldAssert extends AbstractAssert<DeliveryWorldAssert, DeliveryWorld> {
  DeliveryWorldAssert(DeliveryWorld actual) {
    super(actual, DeliveryWorldAssert.class);
  }

  /**
   * Requires a commit of a partition.
   *
   * @param position offset of the next record, behind the last one that is settled
   * @return this assertion
   */
  public DeliveryWorldAssert hasCommitted(PartitionId partition, long position) {
    Assertions.assertThat(actual.source().committed())
        .as("commits")
        .containsEntry(partition, new CommitPosition(position));
    return this;
  }

  /**
   * Requires that a partition has no commit.
   *
   * @return this assertion
   */
  public DeliveryWorldAssert hasNotCommitted(PartitionId partition) {
    Assertions.assertThat(actual.source().committed()).as("commits").doesNotContainKey(partition);
    return this;
  }

  /**
   * Requires exactly these lines of the timeline.
   *
   * @return this assertion
   */
  public DeliveryWorldAssert hasTimeline(String... lines) {
    Assertions.assertThat(actual.timeline()).as("timeline").containsExactly(lines);
    return this;
  }
}
