package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A member of a group that knows none of the consumer's assignors. Confined to a thread. */
final class ForeignMember {
  private static final Duration LONG = Duration.ofSeconds(60);

  private @Nullable KafkaConsumer<byte[], byte[]> member;

  /** Joins a group; returns when it holds all partitions. */
  void join(KafkaProcess kafka, String group, String topic) {
    KafkaConsumer<byte[], byte[]> joining =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.insideServers(),
                "group.id",
                group,
                "enable.auto.commit",
                "false",
                "partition.assignment.strategy",
                RangeAssignor.class.getName()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    member = joining;
    joining.subscribe(List.of(topic));
    Eventually.get(
        () -> {
          joining.poll(Duration.ofMillis(100));
          return joining.assignment();
        },
        assigned -> !assigned.isEmpty(),
        LONG);
  }

  /** Leaves the group. */
  void leave() {
    if (member != null) {
      member.close();
      member = null;
    }
  }
}
