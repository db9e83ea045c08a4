package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.metrics.MetricFamily;
import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.CommitCallback;
import dev.rbacconsumer.core.port.LogState;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.StartPoint;
import dev.rbacconsumer.core.port.StartPointsCallback;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One topic, read by one member of a consumer group. */
public final class KafkaMessageSource implements MessageSource {
  private static final Logger log = LoggerFactory.getLogger(KafkaMessageSource.class);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration requestTimeout;
  private final PollSignal signal;
  private final Map<PartitionId, Long> ends = new ConcurrentHashMap<>();
  private final Queue<CommitCallback> refused = new ArrayDeque<>();
  private long polledAt = System.nanoTime();
  private final TopicLooks looks;

  /** Of each partition, which topic it was when its position was set. */
  private final Map<TopicPartition, Optional<String>> identities = new HashMap<>();

  private @Nullable AssignmentListener listener;

  /**
   * @param consumer with automatic commits and resets off and byte arrays for keys and values;
   *     closed with this source
   * @param admin makes a client that looks at the topic, once there is something to look at; closed
   *     with this source
   * @param topic to read
   * @param requestTimeout longest wait for one answer of the broker, above zero
   */
  public KafkaMessageSource(
      Consumer<byte[], byte[]> consumer,
      Supplier<Admin> admin,
      String topic,
      Duration requestTimeout) {
    this.consumer = consumer;
    this.looks = new TopicLooks(admin, topic, requestTimeout);
    this.topic = topic;
    this.requestTimeout = requestTimeout;
    this.signal = new PollSignal(consumer::wakeup);
  }

  /**
   * A source with a client of its own. Nothing is connected before {@link #open}.
   *
   * @throws KafkaClientException when the settings are of no use
   */
  public static KafkaMessageSource create(
      KafkaClientSettings settings, String topic, Duration requestTimeout) {
    return new KafkaMessageSource(
        ClientFailure.explaining(
            settings, () -> new KafkaConsumer<>(settings.consumerProperties())),
        () -> Admin.create(settings.adminProperties("")),
        topic,
        requestTimeout);
  }

  /**
   * What the client measures of itself, by the family it belongs to. Answers at once, and may be
   * asked by any thread, also after the end.
   */
  public Map<MetricFamily, Supplier<OptionalDouble>> clientMetrics() {
    return ClientMetric.all(consumer::metrics);
  }

  /**
   * Where a partition ended when it was last read: the offset that its next record gets, as far as
   * {@code read_committed} shows. A partition that is paused is not read. Answers at once, and may
   * be called by any thread.
   *
   * @return empty while the partition is not ours
   */
  public OptionalLong end(PartitionId partition) {
    Long end = ends.get(partition);
    return end == null ? OptionalLong.empty() : OptionalLong.of(end);
  }

  @Override
  public void open(AssignmentListener listener) {
    this.listener = listener;
    consumer.subscribe(List.of(topic), new RebalanceBridge(listener, this::park));
  }

  @Override
  public List<SourceRecord> poll(Duration atMost) throws SourceException {
    for (CommitCallback callback = refused.poll(); callback != null; callback = refused.poll()) {
      callback.finished(tooLongAgo());
    }
    Duration wait = signal.beginPoll() ? atMost : Duration.ZERO;
    try {
      return withoutStranded(read(consumer.poll(wait)), replaced());
    } catch (WakeupException woken) {
      return List.of();
    } catch (InvalidOffsetException nothingThere) {
      return withoutStranded(List.of(), nothingThere.partitions());
    } catch (RuntimeException thrown) {
      throw KafkaErrors.translate("reading " + topic, thrown);
    } finally {
      signal.endPoll();
      polledAt = System.nanoTime();
    }
  }

  @Override
  public void pause(Set<PartitionId> partitions) {
    consumer.pause(KafkaNames.toKafka(partitions));
  }

  @Override
  public void resume(Set<PartitionId> partitions) {
    consumer.resume(KafkaNames.toKafka(partitions));
  }

  @Override
  public void requestStartPoints(Set<PartitionId> partitions, StartPointsCallback callback) {
    try {
      callback.found(startPoints(partitions));
    } catch (SourceException failure) {
      callback.failed(failure);
    }
  }

  private Map<PartitionId, StartPoint> startPoints(Set<PartitionId> partitions)
      throws SourceException {
    Set<TopicPartition> wanted = KafkaNames.toKafka(partitions);
    try {
      TopicLooks.Look look = looks.begin(wanted);
      Map<TopicPartition, OffsetAndMetadata> committed =
          despiteWakeups(() -> consumer.committed(wanted, requestTimeout));
      Map<TopicPartition, Long> readable =
          despiteWakeups(() -> consumer.endOffsets(wanted, requestTimeout));
      Optional<String> identity = look.identity();
      Map<PartitionId, StartPoint> starts = new TreeMap<>();
      for (TopicPartition partition : wanted) {
        long end = Objects.requireNonNull(readable.get(partition));
        ends.put(KafkaNames.toCore(partition), end);
        identities.put(partition, identity);
        LogState state =
            new LogState(
                identity,
                new CommitPosition(Objects.requireNonNull(look.begins().get(partition)).offset()),
                new CommitPosition(end),
                new CommitPosition(Objects.requireNonNull(look.ends().get(partition)).offset()));
        starts.put(
            KafkaNames.toCore(partition),
            new StartPoint(
                Optional.ofNullable(committed.get(partition)).map(KafkaNames::toCore), state));
      }
      return starts;
    } catch (RuntimeException thrown) {
      throw KafkaErrors.translate("reading the committed positions of " + partitions, thrown);
    }
  }

  @Override
  public void seek(Map<PartitionId, CommitPosition> positions) throws SourceException {
    try {
      positions.forEach(
          (partition, position) -> consumer.seek(KafkaNames.toKafka(partition), position.value()));
    } catch (RuntimeException thrown) {
      throw KafkaErrors.translate("setting the positions of " + positions.keySet(), thrown);
    }
  }

  @Override
  public Map<PartitionId, CommitPosition> positions(Set<PartitionId> partitions)
      throws SourceException {
    Map<PartitionId, CommitPosition> positions = new TreeMap<>();
    for (TopicPartition partition : KafkaNames.toKafka(partitions)) {
      try {
        long next = despiteWakeups(() -> consumer.position(partition, Duration.ZERO));
        positions.put(KafkaNames.toCore(partition), new CommitPosition(next));
      } catch (TimeoutException notKnownNow) {
        log.debug("The position of {} is not known yet", partition);
      } catch (RuntimeException thrown) {
        throw KafkaErrors.translate("telling how far " + partition + " has been read", thrown);
      }
    }
    return positions;
  }

  @Override
  public void commitLater(Map<PartitionId, Commit> commits, CommitCallback callback) {
    if (mayHaveBeenMissed()) {
      refused.add(callback);
      return;
    }
    consumer.commitAsync(
        KafkaNames.toKafka(commits),
        (offsets, thrown) -> callback.finished(thrown == null ? null : commitFailure(thrown)));
  }

  @Override
  public void commitNow(Map<PartitionId, Commit> commits, Duration atMost) throws SourceException {
    Map<TopicPartition, OffsetAndMetadata> offsets = KafkaNames.toKafka(commits);
    try {
      despiteWakeups(
          () -> {
            consumer.commitSync(offsets, atMost);
            return offsets;
          });
    } catch (RuntimeException thrown) {
      throw commitFailure(thrown);
    }
  }

  @Override
  public void wake() {
    signal.raise();
  }

  @Override
  public void close(Duration atMost) {
    try {
      despiteWakeups(
          () -> {
            consumer.close(CloseOptions.timeout(atMost));
            return consumer;
          });
    } catch (InterruptException interrupted) {
      log.warn("Interrupted while leaving the group; the brokers will notice by themselves");
    } catch (RuntimeException thrown) {
      log.warn("Could not leave the group cleanly; the brokers will notice by themselves", thrown);
    } finally {
      looks.close();
    }
  }

  /**
   * A place to stand on until the true position is set. Whatever is there is not read, since the
   * partition is paused; but one without any position ends every poll with an error, and one whose
   * position the log does not have does so too.
   */
  private void park(Collection<TopicPartition> partitions) {
    consumer.pause(partitions);
    partitions.forEach(partition -> consumer.seek(partition, 0));
  }

  /** Partitions that are read as what is not there any more: their topic was made anew. */
  private Set<TopicPartition> replaced() {
    Optional<String> now = looks.passingLook();
    if (now.isEmpty()) {
      return Set.of();
    }
    Set<TopicPartition> replaced = new HashSet<>();
    identities.forEach(
        (partition, identity) -> {
          if (identity.isPresent() && !identity.equals(now)) {
            replaced.add(partition);
          }
        });
    return replaced;
  }

  /** Tells of partitions that cannot be read on. What was read of them just now may be anything. */
  private List<SourceRecord> withoutStranded(
      List<SourceRecord> records, Set<TopicPartition> partitions) {
    Set<TopicPartition> stranded = new HashSet<>(partitions);
    identities.keySet().removeAll(partitions);
    stranded.retainAll(consumer.assignment());
    AssignmentListener hearing = listener;
    if (stranded.isEmpty() || hearing == null) {
      return records;
    }
    park(stranded);
    Set<PartitionId> named = KafkaNames.toCore(stranded);
    hearing.stranded(named);
    return records.stream().filter(record -> !named.contains(record.partition())).toList();
  }

  private List<SourceRecord> read(ConsumerRecords<byte[], byte[]> polled) {
    polled.nextOffsets().forEach(this::rememberEnd);
    if (polled.isEmpty()) {
      return List.of();
    }
    List<SourceRecord> records = new ArrayList<>(polled.count());
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      records.add(KafkaNames.toCore(record));
    }
    return records;
  }

  private void rememberEnd(TopicPartition partition, OffsetAndMetadata next) {
    OptionalLong left = consumer.currentLag(partition);
    if (left.isPresent()) {
      ends.put(KafkaNames.toCore(partition), next.offset() + left.getAsLong());
    }
  }

  /**
   * A client whose membership ended while its thread stood still learns of it in its next poll. The
   * classic protocol lets it commit nothing until then. With the newer one, brokers take what it
   * commits if the group has no members left: a position that may be behind one that another owner
   * has committed and gone.
   */
  private boolean mayHaveBeenMissed() {
    return System.nanoTime() - polledAt > requestTimeout.toNanos();
  }

  private static SourceException tooLongAgo() {
    String message = "committing: too long after a poll, the membership may have ended";
    return SourceException.passing(message, new IllegalStateException(message));
  }

  private static SourceException commitFailure(Exception thrown) {
    return thrown instanceof RuntimeException unchecked
        ? KafkaErrors.translate("committing", unchecked)
        : SourceException.passing("committing: " + thrown, thrown);
  }

  /** A wake-up meant for a poll that had just ended strikes the next call: that one is repeated. */
  private static <T> T despiteWakeups(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (WakeupException woken) {
        log.debug("Repeating a call that a wake-up struck");
      }
    }
  }
}
