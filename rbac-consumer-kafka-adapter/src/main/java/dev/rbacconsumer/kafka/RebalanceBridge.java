package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.AssignmentListener;
import java.util.Collection;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Kafka's rebalance callbacks, in the words of the port. Empty ones are not passed on. */
final class RebalanceBridge implements ConsumerRebalanceListener {
  private final AssignmentListener listener;
  private final Consumer<Collection<TopicPartition>> park;

  /**
   * @param park gives new partitions a position, without which the client reads nothing at all
   */
  RebalanceBridge(AssignmentListener listener, Consumer<Collection<TopicPartition>> park) {
    this.listener = listener;
    this.park = park;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      listener.assigned(KafkaNames.toCore(partitions));
      park.accept(partitions);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      listener.revoked(KafkaNames.toCore(partitions));
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      listener.lost(KafkaNames.toCore(partitions));
    }
  }
}
