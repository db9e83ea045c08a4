package dev.rbacconsumer.kafka.internal.letters;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.KafkaErrors;
import dev.rbacconsumer.kafka.KafkaMapper;
import dev.rbacconsumer.kafka.client.ClientConfigError;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A Kafka client without a group that reads one partition at a time. It sees the records that the
 * consumer sees. For use by one thread at a time.
 */
final class PartitionReader implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;
  private final String servers;

  private PartitionReader(Consumer<byte[], byte[]> consumer, String servers) {
    this.consumer = consumer;
    this.servers = servers;
  }

  /**
   * Creates a reader that is not connected yet.
   *
   * @param suffix appended to our client id
   * @throws dev.rbacconsumer.kafka.client.KafkaClientException when a client cannot be created from
   *     the settings
   */
  static PartitionReader create(KafkaClientSettings settings, String suffix) {
    return new PartitionReader(
        ClientConfigError.explaining(
            settings, () -> new KafkaConsumer<>(settings.readerProperties(suffix))),
        settings.bootstrapServers());
  }

  /**
   * Offsets of a log.
   *
   * @param begin offset of the first record
   * @param end offset behind the last record that can be read
   */
  record Ends(long begin, long end) {}

  /**
   * A part of a log.
   *
   * @param records the records, in the order of their offsets
   * @param next offset up to which the log was read
   */
  record Part(List<SourceRecord> records, long next) {}

  /** Returns the partitions of a topic; none if it does not exist. */
  List<TopicPartition> partitions(String topic, Duration timeout)
      throws SourceException, InterruptedException {
    return ask(
        "looking for the topic " + topic,
        () ->
            consumer.partitionsFor(topic, timeout).stream()
                .map(it -> new TopicPartition(topic, it.partition()))
                .toList());
  }

  /** Returns the offsets that a log holds. */
  Ends ends(TopicPartition partition, Duration timeout)
      throws SourceException, InterruptedException {
    return ask(
        "asking for the offsets of " + partition,
        () ->
            new Ends(
                Objects.requireNonNull(
                    consumer.beginningOffsets(List.of(partition), timeout).get(partition)),
                Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition), timeout).get(partition))));
  }

  /** Sets the offset from which the next part is read. */
  void seek(TopicPartition partition, long from) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
  }

  /**
   * Reads the next part of the log.
   *
   * @param end offset behind the last record to read, above that of the next part
   * @param timeout longest time to block
   * @return at least one record, or the end, unless the time was over; empty if the next record is
   *     no longer in the log
   */
  Optional<Part> next(TopicPartition partition, long end, Duration timeout)
      throws SourceException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    return ask("reading " + partition, () -> part(partition, end, deadline));
  }

  private Optional<Part> part(TopicPartition partition, long end, long deadline) {
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      List<SourceRecord> records = new ArrayList<>();
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(left)) {
          if (record.offset() < end) {
            records.add(KafkaMapper.toCore(record));
          }
        }
      } catch (OffsetOutOfRangeException gone) {
        return Optional.empty();
      }
      // Behind the records there may be markers of transactions, which a poll skips.
      long next = Math.min(end, consumer.position(partition, left.plusSeconds(1)));
      if (!records.isEmpty() || next >= end || left.isZero()) {
        return Optional.of(new Part(records, next));
      }
    }
  }

  private <T> T ask(String doing, Supplier<T> question)
      throws SourceException, InterruptedException {
    try {
      return question.get();
    } catch (InterruptException interrupted) {
      // Kafka has set the flag again, with which the client could not be closed.
      Thread.interrupted();
      throw new InterruptedException("interrupted while " + doing);
    } catch (RuntimeException thrown) {
      throw KafkaErrors.asking(doing, servers, thrown);
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
