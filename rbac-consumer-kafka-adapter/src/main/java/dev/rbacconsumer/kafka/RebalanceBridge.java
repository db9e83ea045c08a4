package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.AssignmentListener;
import java.util.Collection;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Kafka's rebalance callbacks, in the words of the port. Empty ones are not passed on. */
final class RebalanceBridge implements ConsumerRebalanceListener {
  private final AssignmentListener listener;

  RebalanceBridge(AssignmentListener listener) {
    this.listener = listener;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      listener.assigned(KafkaNames.toCore(partitions));
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
