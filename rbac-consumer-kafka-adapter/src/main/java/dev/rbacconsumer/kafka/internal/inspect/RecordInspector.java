package dev.rbacconsumer.kafka.internal.inspect;

import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.record.TopicSettings;
import dev.rbacconsumer.kafka.KafkaErrors;
import dev.rbacconsumer.kafka.KafkaMapper;
import dev.rbacconsumer.kafka.TopicSettingsRequest;
import dev.rbacconsumer.kafka.client.ClientConfigError;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads the group's commits, the offsets of partitions and single records of a topic. It joins no
 * group and commits nothing, so a running group does not notice. It sees the records that the
 * consumer sees: those of aborted transactions are left out. For use by one thread at a time.
 */
public final class RecordInspector implements AutoCloseable {
  private static final String SUFFIX = "-inspect";

  private final Consumer<byte[], byte[]> reader;
  private final Admin admin;
  private final KafkaClientSettings settings;
  private final Duration timeout;

  private RecordInspector(
      Consumer<byte[], byte[]> reader,
      Admin admin,
      KafkaClientSettings settings,
      Duration timeout) {
    this.reader = reader;
    this.admin = admin;
    this.settings = settings;
    this.timeout = timeout;
  }

  /**
   * Creates an inspector with its own clients, not yet connected.
   *
   * @param timeout longest wait for one answer, above zero
   * @throws dev.rbacconsumer.kafka.client.KafkaClientException when a client cannot be created from
   *     the settings
   */
  public static RecordInspector create(KafkaClientSettings settings, Duration timeout) {
    Consumer<byte[], byte[]> reader =
        ClientConfigError.explaining(
            settings, () -> new KafkaConsumer<>(settings.readerProperties(SUFFIX)));
    try {
      Admin admin =
          ClientConfigError.explaining(
              settings, () -> Admin.create(settings.adminProperties(SUFFIX, timeout)));
      return new RecordInspector(reader, admin, settings, timeout);
    } catch (RuntimeException unusable) {
      reader.close(CloseOptions.timeout(Duration.ZERO));
      throw unusable;
    }
  }

  /**
   * Returns the partitions of a topic, at least one.
   *
   * @throws SourceException with a sentence that names the remedy, also when the topic does not
   *     exist
   */
  public SortedSet<PartitionId> partitions(String topic) throws SourceException {
    SortedSet<PartitionId> partitions = new TreeSet<>();
    ask("looking for the topic " + topic, () -> reader.partitionsFor(topic, timeout))
        .forEach(it -> partitions.add(new PartitionId(topic, it.partition())));
    if (partitions.isEmpty()) {
      throw SourceException.passing(
          "there is no topic %s, or this login may not see it; create it, correct its name, or"
                  .formatted(topic)
              + " grant DESCRIBE",
          new IllegalStateException("no partitions"));
    }
    return partitions;
  }

  /**
   * Returns the commits of the group on partitions of a topic; none for a partition without one.
   *
   * @param topic topic of the partitions
   * @throws SourceException with a sentence that names the remedy
   * @throws InterruptedException when the calling thread is interrupted
   */
  public SortedMap<PartitionId, Commit> commits(String topic, Set<PartitionId> partitions)
      throws SourceException, InterruptedException {
    String group = settings.groupId();
    Map<TopicPartition, OffsetAndMetadata> stored =
        await(
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
            failure ->
                failure instanceof TimeoutException silent
                    ? KafkaErrors.silentCoordinator(topic, group, silent)
                    : failed("asking for the commits of group " + group, failure));
    SortedMap<PartitionId, Commit> commits = new TreeMap<>();
    for (PartitionId partition : partitions) {
      Optional.ofNullable(stored.get(KafkaMapper.toKafka(partition)))
          .ifPresent(commit -> commits.put(partition, KafkaMapper.toCore(commit)));
    }
    return commits;
  }

  /**
   * Returns the offsets that the logs of partitions hold, without the identity of the logs.
   *
   * @throws SourceException with a sentence that names the remedy
   * @throws InterruptedException when the calling thread is interrupted
   */
  public SortedMap<PartitionId, PartitionOffsets> offsets(Set<PartitionId> partitions)
      throws SourceException, InterruptedException {
    var begin = offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    var readable = offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    var end = offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    SortedMap<PartitionId, PartitionOffsets> offsets = new TreeMap<>();
    for (PartitionId partition : partitions) {
      TopicPartition name = KafkaMapper.toKafka(partition);
      offsets.put(
          partition,
          new PartitionOffsets(Optional.empty(), begin.at(name), readable.at(name), end.at(name)));
    }
    return offsets;
  }

  /**
   * Returns the settings of a topic.
   *
   * @throws SourceException with a sentence that names the remedy
   * @throws InterruptedException when the calling thread is interrupted
   */
  public TopicSettings settings(String topic) throws SourceException, InterruptedException {
    return await(
        TopicSettingsRequest.ask(admin, topic),
        failure -> failed("reading the settings of " + topic, failure));
  }

  /**
   * Reads records of a partition in the order of their offsets.
   *
   * @param from offset to begin at; it need not hold a record
   * @param end position behind the last readable record
   * @param most longest time for all of it
   * @param wantsMore receives each record, and returns whether to read on
   * @return position up to which the partition was read: {@code end}, or less if {@code wantsMore}
   *     ended it, or the time was over
   * @throws SourceException with a sentence that names the remedy; records read before were passed
   *     on
   */
  public CommitPosition read(
      PartitionId partition,
      Offset from,
      CommitPosition end,
      Duration most,
      Predicate<SourceRecord> wantsMore)
      throws SourceException {
    return ask(
        "reading " + partition,
        () ->
            new CommitPosition(
                read(KafkaMapper.toKafka(partition), from.value(), end.value(), most, wantsMore)));
  }

  private long read(
      TopicPartition partition,
      long from,
      long end,
      Duration most,
      Predicate<SourceRecord> wantsMore) {
    reader.assign(List.of(partition));
    reader.seek(partition, from);
    long deadline = System.nanoTime() + most.toNanos();
    long next = from;
    while (next < end) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return next;
      }
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofNanos(left))) {
        if (record.offset() >= end) {
          return end;
        }
        next = record.offset() + 1;
        if (!wantsMore.test(KafkaMapper.toCore(record))) {
          return next;
        }
      }
      // Behind the records there may be markers of transactions, which a poll skips.
      next = reader.position(partition, timeout);
    }
    return end;
  }

  @Override
  public void close() {
    reader.close(CloseOptions.timeout(Duration.ZERO));
    // Zero would wait for the thread of the client without a limit.
    admin.close(Duration.ofMillis(1));
  }

  private Found offsets(Set<PartitionId> partitions, OffsetSpec spec, IsolationLevel isolation)
      throws SourceException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(it -> wanted.put(KafkaMapper.toKafka(it), spec));
    return new Found(
        await(
            admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all(),
            failure -> failed("asking for the offsets of " + partitions, failure)));
  }

  /** Offsets of one kind by partition. */
  private record Found(Map<TopicPartition, ListOffsetsResultInfo> offsets) {
    CommitPosition at(TopicPartition partition) {
      ListOffsetsResultInfo found = offsets.get(partition);
      return new CommitPosition(found == null ? 0 : Math.max(0, found.offset()));
    }
  }

  private <T> T ask(String doing, Supplier<T> question) throws SourceException {
    try {
      return question.get();
    } catch (RuntimeException thrown) {
      throw failed(doing, thrown);
    }
  }

  private <T> T await(Future<T> answer, Function<RuntimeException, SourceException> explain)
      throws SourceException, InterruptedException {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw explain.apply(
          cause instanceof KafkaException refused ? refused : new KafkaException(cause));
    } catch (java.util.concurrent.TimeoutException silent) {
      throw explain.apply(new TimeoutException("no answer within " + timeout, silent));
    }
  }

  private SourceException failed(String doing, RuntimeException thrown) {
    return KafkaErrors.asking(doing, settings.bootstrapServers(), thrown);
  }
}
