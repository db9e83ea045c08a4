package dev.rbacconsumer.kafka.internal.quarantine;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.kafka.KafkaErrors;
import dev.rbacconsumer.kafka.client.ClientConfigError;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.internal.inspect.RecordInspector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps parked records in a compacted topic, in transactions whose id is that of the partition: a
 * session that is opened fences the writers of all earlier sessions, and ends what they left open.
 * Thread-safe.
 *
 * <p>The entries of a partition are in the partition of the quarantine topic with the same number,
 * modulo the number of partitions. As this number may have grown since, all partitions up to that
 * number are read.
 */
public final class KafkaQuarantine implements QuarantineStore {
  private static final Logger log = LoggerFactory.getLogger(KafkaQuarantine.class);

  /** Multiple of the limits up to which entries are read: the limits may have been lowered. */
  private static final int ROOM = 2;

  /** Answers of the brokers that the time for opening has to suffice for. */
  private static final int ANSWERS = 8;

  private static final Duration MAX_BLOCK = Duration.ofSeconds(10);

  /** Also the longest time for which a crashed owner hides the entries of other partitions. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(30);

  private final KafkaClientSettings settings;
  private final String topic;
  private final QuarantineSettings limits;

  /**
   * @param topic compacted topic of the quarantine; it must exist
   * @param limits most records and bytes of one partition
   */
  public KafkaQuarantine(KafkaClientSettings settings, String topic, QuarantineSettings limits) {
    this.settings = settings;
    this.topic = topic;
    this.limits = limits;
  }

  /** Returns the transactional id of the quarantine of a partition. */
  public static String transactionalId(String group, PartitionId partition) {
    return "%s-quarantine-%s".formatted(group, partition);
  }

  @Override
  public Session open(PartitionId partition, Duration timeout)
      throws SourceException, InterruptedException {
    long begin = System.nanoTime();
    Producer<byte[], byte[]> producer = producer(partition, timeout);
    try {
      fenceEarlierOwners(producer, partition, begin + timeout.toNanos() / 2);
      return session(producer, partition, timeout, begin + timeout.toNanos());
    } catch (SourceException | InterruptedException | RuntimeException failed) {
      QuarantineSession.close(producer);
      throw failed;
    }
  }

  private Producer<byte[], byte[]> producer(PartitionId partition, Duration timeout)
      throws SourceException {
    Duration quarter = timeout.dividedBy(4).plusMillis(1);
    Duration block = quarter.compareTo(MAX_BLOCK) < 0 ? quarter : MAX_BLOCK;
    KafkaClientSettings own = settings.named("-quarantine-" + partition.number());
    try {
      return ClientConfigError.explaining(
          own,
          () ->
              new KafkaProducer<>(
                  own.transactionalProperties(
                      transactionalId(settings.groupId(), partition), block, TRANSACTION_TIMEOUT)));
    } catch (KafkaClientException unusable) {
      throw SourceException.passing(String.valueOf(unusable.getMessage()), unusable);
    }
  }

  private void fenceEarlierOwners(
      Producer<byte[], byte[]> producer, PartitionId partition, long deadline)
      throws SourceException, InterruptedException {
    while (true) {
      try {
        producer.initTransactions();
        return;
      } catch (InterruptException interrupted) {
        throw new InterruptedException("interrupted while opening the quarantine");
      } catch (TimeoutException unanswered) {
        if (System.nanoTime() - deadline > 0) {
          throw notOpened(
              partition,
              unanswered,
              "; see whether each partition of __transaction_state has a leader");
        }
      } catch (RuntimeException refused) {
        throw notOpened(
            partition,
            refused,
            "; give this login DESCRIBE and WRITE on the transactional id "
                + transactionalId(settings.groupId(), partition));
      }
    }
  }

  private static SourceException notOpened(
      PartitionId partition, RuntimeException thrown, String advice) {
    return SourceException.passing(
        "opening the quarantine of %s: %s%s"
            .formatted(partition, KafkaErrors.chain(thrown), advice),
        thrown);
  }

  private Session session(
      Producer<byte[], byte[]> producer, PartitionId partition, Duration timeout, long deadline)
      throws SourceException, InterruptedException {
    String prefix = EntryFormat.keyPrefix(settings.groupId(), partition);
    EntryTable table =
        new EntryTable(
            key -> key.startsWith(prefix),
            (int) Math.min(Integer.MAX_VALUE, (long) limits.maxRecords() * ROOM),
            limits.maxBytes() * ROOM,
            " of %s; raise RBAC_KAFKA_CONSUMER_QUARANTINE_MAX_MESSAGES or".formatted(partition)
                + " RBAC_KAFKA_CONSUMER_QUARANTINE_MAX_BYTES");
    KafkaClientSettings own = settings.named("-quarantine-" + partition.number());
    int partitions;
    try (RecordInspector inspector =
        RecordInspector.create(own, timeout.dividedBy(ANSWERS).plusMillis(1))) {
      requireKept(inspector);
      Set<PartitionId> all = partitions(inspector);
      partitions = all.size();
      all.removeIf(it -> it.number() > partition.number());
      // An open transaction hides what is behind it, so the readable end is not enough.
      new TopicEntries(inspector, deadline).readInto(table, all, PartitionOffsets::end);
    } catch (KafkaClientException unusable) {
      throw SourceException.passing(String.valueOf(unusable.getMessage()), unusable);
    }
    if (!table.unreadable().isEmpty()) {
      String message =
          "an entry of the quarantine of %s cannot be read, %s; remove it with a tombstone if it is"
                  .formatted(partition, table.unreadable().iterator().next())
              + " none of this consumer";
      throw SourceException.passing(message, new IllegalStateException(message));
    }
    PartitionId home = new PartitionId(topic, partition.number() % partitions);
    return new QuarantineSession(producer, settings.groupId(), home, table.rows());
  }

  /** Checks that the broker does not delete parked records, as far as this login may know. */
  private void requireKept(RecordInspector inspector) throws SourceException, InterruptedException {
    Optional<String> problem;
    try {
      problem = QuarantineTopic.problem(topic, inspector.settings(topic));
    } catch (SourceException unknown) {
      TopicEntries.orInterrupted(unknown);
      log.debug("The settings of {} are not known", topic, unknown);
      return;
    }
    if (problem.isPresent()) {
      throw SourceException.passing(problem.get(), new IllegalStateException(problem.get()));
    }
  }

  private Set<PartitionId> partitions(RecordInspector inspector)
      throws SourceException, InterruptedException {
    try {
      return new TreeSet<>(inspector.partitions(topic));
    } catch (SourceException failed) {
      throw TopicEntries.orInterrupted(failed);
    }
  }
}
