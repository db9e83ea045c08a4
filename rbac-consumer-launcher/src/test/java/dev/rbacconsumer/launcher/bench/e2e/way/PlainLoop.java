package dev.rbacconsumer.launcher.bench.e2e.way;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The loop of a tutorial: polls, makes one call at a time, and commits. */
final class PlainLoop implements WayProgram {
  private final WayPlace place;
  private final boolean commitsEachRecord;

  PlainLoop(WayPlace place, boolean commitsEachRecord) {
    this.place = place;
    this.commitsEachRecord = commitsEachRecord;
  }

  @Override
  public void run() {
    RelationCalls calls = RelationCalls.pooled(place);
    try (Consumer<byte[], byte[]> consumer = place.subscribed()) {
      while (true) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
        for (ConsumerRecord<byte[], byte[]> record : records) {
          calls.applyOneByOne(Changes.of(record));
          if (commitsEachRecord) {
            consumer.commitSync(
                Map.of(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1)));
          }
        }
        if (!commitsEachRecord && !records.isEmpty()) {
          consumer.commitSync();
        }
      }
    }
  }
}
