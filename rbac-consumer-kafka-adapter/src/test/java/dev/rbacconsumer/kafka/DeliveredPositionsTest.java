package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DeliveredPositionsTest {
  private static final TopicPartition GONE = new TopicPartition("outbox", 0);
  private static final TopicPartition KEPT = new TopicPartition("outbox", 1);

  /** The client takes partitions away in a thread of its own, after their callback has ended. */
  @Test
  void aPartitionThatIsTakenAwayDuringARewindIsForgottenAndTheOthersAreSetBack() {
    LosingConsumer client = new LosingConsumer();
    client.assign(List.of(GONE, KEPT));
    client.updateBeginningOffsets(Map.of(GONE, 0L, KEPT, 0L));
    DeliveredPositions delivered = new DeliveredPositions(client);
    delivered.seek(GONE, 3);
    delivered.seek(KEPT, 5);
    client.seek(GONE, 8);
    client.seek(KEPT, 9);
    client.loses = true;

    delivered.rewind();

    assertThat(client.position(KEPT)).isEqualTo(5);
    assertThat(delivered.of(GONE)).isEmpty();
    assertThat(delivered.of(KEPT)).hasValue(5);
  }

  private static final class LosingConsumer extends MockConsumer<byte[], byte[]> {
    private boolean loses;

    LosingConsumer() {
      super("none");
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
      if (loses && partition.equals(GONE)) {
        throw new IllegalStateException("No current assignment for partition " + partition);
      }
      super.seek(partition, offset);
    }
  }
}
