package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.simulation.scaling.Assignor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;

/** Kafka's own assignor, which the consumer uses with the group protocol {@code classic}. */
final class KafkaAssignor implements Assignor {
  private static final int GENERATION = 1;
  private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

  @Override
  public Map<PartitionId, String> assign(
      List<PartitionId> partitions, Map<String, Set<PartitionId>> owned) {
    String topic = partitions.get(0).topic();
    Map<String, Subscription> subscriptions = new TreeMap<>();
    owned.forEach(
        (member, its) ->
            subscriptions.put(
                member,
                new Subscription(
                    List.of(topic),
                    NO_DATA,
                    its.stream().map(it -> new TopicPartition(topic, it.number())).toList(),
                    GENERATION,
                    Optional.empty())));
    Map<PartitionId, String> assigned = new TreeMap<>();
    new CooperativeStickyAssignor()
        .assign(Map.of(topic, partitions.size()), subscriptions)
        .forEach(
            (member, its) ->
                its.forEach(it -> assigned.put(new PartitionId(topic, it.partition()), member)));
    return assigned;
  }
}
