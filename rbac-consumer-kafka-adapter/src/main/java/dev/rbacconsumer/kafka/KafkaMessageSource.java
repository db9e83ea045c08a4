package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.CommitCallback;
import dev.rbacconsumer.core.port.CommittedStatesCallback;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.record.TopicSettings;
import dev.rbacconsumer.core.runtime.ConsumerThreads;
import dev.rbacconsumer.core.runtime.SystemClock;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.kafka.client.ClientConfigError;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one topic as one member of a consumer group. */
public final class KafkaMessageSource implements MessageSource {
  private static final Logger log = LoggerFactory.getLogger(KafkaMessageSource.class);

  /** Time between two reads of the topic's settings; the same as Kafka's default for metadata. */
  private static final Duration SETTINGS_INTERVAL = Duration.ofMinutes(5);

  /** Age from which a report on a partition counts as unknown, beside the time of two requests. */
  private static final Duration OLDEST_REPORT = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final PollSignal signal;
  private final Queue<CommitCallback> refused = new ArrayDeque<>();
  private final MembershipGuard membership;
  private final DeliveredPositions delivered;
  private final UnreadableBatchFinder unreadable;
  private final TopicInspector inspector;
  private final SourceObservation observation;
  private final TopicIdentities identities = new TopicIdentities();

  private Optional<TopicSettings> topicSettings = Optional.empty();
  private @Nullable AssignmentListener listener;

  /**
   * @param consumer with automatic commits and resets off and byte arrays for keys and values;
   *     closed with this source
   * @param admin creates a client that queries the topic and the group, on its own thread; closed
   *     with this source
   * @param topic to read
   * @param requestTimeout longest wait for a response of the brokers, above zero
   */
  public KafkaMessageSource(
      Consumer<byte[], byte[]> consumer,
      Supplier<Admin> admin,
      String topic,
      Duration requestTimeout) {
    this(
        consumer,
        admin,
        topic,
        requestTimeout,
        SETTINGS_INTERVAL,
        requestTimeout.multipliedBy(2),
        HeadReader.none(),
        new SystemClock(),
        ConsumerThreads.plain());
  }

  /**
   * @param membershipLimit longest time since the start of a poll for which it proves membership
   */
  KafkaMessageSource(
      Consumer<byte[], byte[]> consumer,
      Supplier<Admin> admin,
      String topic,
      Duration requestTimeout,
      Duration settingsInterval,
      Duration membershipLimit,
      HeadReader heads,
      Clock clock,
      ConsumerThreads threads) {
    this.consumer = consumer;
    this.topic = topic;
    this.signal = new PollSignal(consumer::wakeup);
    this.membership =
        new MembershipGuard(
            () -> consumer.groupMetadata().generationId(), clock::nanoTime, membershipLimit);
    this.delivered = new DeliveredPositions(consumer);
    this.unreadable = new UnreadableBatchFinder(consumer, delivered);
    String group = consumer.groupMetadata().groupId();
    this.inspector =
        new TopicInspector(
            admin, topic, group, requestTimeout, settingsInterval, this::wake, threads);
    this.observation =
        new SourceObservation(
            inspector,
            heads,
            topic,
            group,
            OLDEST_REPORT.plus(requestTimeout.multipliedBy(2)),
            clock);
  }

  /**
   * Creates a source with its own client. It connects in {@link #open}. A record that is not read
   * yet counts as a removal.
   *
   * @throws KafkaClientException when a client cannot be created from the settings
   */
  public static KafkaMessageSource create(
      KafkaClientSettings settings, String topic, Duration requestTimeout) {
    return create(settings, topic, requestTimeout, record -> true, ConsumerThreads.plain());
  }

  /**
   * Creates a source with its own client. It connects in {@link #open}.
   *
   * @param mayRemove whether a record removes tuples, or may; for the age of the oldest removal of
   *     partitions that wait for their lock. See {@link dev.rbacconsumer.core.message.RemovalCheck}
   * @param threads creates the thread that queries the topic and the group
   * @throws KafkaClientException when a client cannot be created from the settings
   */
  public static KafkaMessageSource create(
      KafkaClientSettings settings,
      String topic,
      Duration requestTimeout,
      Predicate<SourceRecord> mayRemove,
      ConsumerThreads threads) {
    return new KafkaMessageSource(
        ClientConfigError.explaining(
            settings, () -> new KafkaConsumer<>(settings.consumerProperties())),
        () -> Admin.create(settings.adminProperties("", requestTimeout)),
        topic,
        requestTimeout,
        settings.metadataMaxAge(SETTINGS_INTERVAL),
        settings.membershipLimit(requestTimeout.multipliedBy(2)),
        new HeadReader(() -> new KafkaConsumer<>(settings.readerProperties("-ahead")), mayRemove),
        new SystemClock(),
        threads);
  }

  /**
   * Returns the client's own metrics, by family. Does not wait, and may be called by any thread,
   * also after the source is closed.
   */
  public Map<MetricFamily, Supplier<OptionalDouble>> clientMetrics() {
    return ClientMetric.all(consumer::metrics);
  }

  /**
   * Returns what is known of the topic, the group and the partitions. Does not wait, and may be
   * called by any thread.
   */
  SourceObservation observation() {
    return observation;
  }

  @Override
  public void open(AssignmentListener listener) {
    this.listener = listener;
    membership.joins();
    consumer.subscribe(List.of(topic), new RebalanceListenerAdapter(listener, this::park));
  }

  @Override
  public List<SourceRecord> poll(Duration atMost) throws SourceException {
    for (CommitCallback callback = refused.poll(); callback != null; callback = refused.poll()) {
      callback.finished(KafkaErrors.membershipUncertain());
    }
    observation.observe(consumer, delivered.partitions(), this::reportReplaced);
    inspector.readSettingsRegularly(settings -> topicSettings = settings);
    inspector.deliver();
    Duration wait = signal.beginPoll() ? wait(atMost) : Duration.ZERO;
    membership.pollBegins();
    try {
      return deliver(consumer.poll(wait));
    } catch (WakeupException woken) {
      reportOutOfRange(delivered.rewind());
    } catch (InvalidOffsetException nothingThere) {
      reportOutOfRange(delivered.rewind());
      reportOutOfRange(nothingThere.partitions());
    } catch (RuntimeException | LinkageError thrown) {
      signal.endPoll();
      recover(thrown);
    } finally {
      signal.endPoll();
      observation.membership(membership.isMember());
    }
    return List.of();
  }

  private Duration wait(Duration atMost) {
    Duration longest = membership.longestPoll();
    return atMost.compareTo(longest) < 0 ? atMost : longest;
  }

  @Override
  public void pause(Set<PartitionId> partitions) {
    consumer.pause(KafkaMapper.toKafka(partitions));
  }

  @Override
  public void resume(Set<PartitionId> partitions) {
    consumer.resume(KafkaMapper.toKafka(partitions));
  }

  @Override
  public void requestCommittedStates(
      Set<PartitionId> partitions, CommittedStatesCallback callback) {
    Set<TopicPartition> wanted = KafkaMapper.toKafka(partitions);
    String doing = "reading the committed positions of " + partitions;
    inspector.inspect(
        wanted,
        inspection -> {
          topicSettings = inspection.settings();
          Set<TopicPartition> held = new HashSet<>(wanted);
          held.retainAll(consumer.assignment());
          identities.set(held, inspection.identity());
          observation.positioned(held, inspection);
          callback.found(inspection.committedStates(wanted));
          // The partitions stay paused for the rest of the poll: it must not wait for them.
          wake();
        },
        failure -> callback.failed(KafkaErrors.translate(doing, failure)));
  }

  @Override
  public Optional<TopicSettings> topicSettings(String name) {
    return name.equals(topic) ? topicSettings : Optional.empty();
  }

  @Override
  public void seek(Map<PartitionId, CommitPosition> positions) throws SourceException {
    try {
      positions.forEach(
          (partition, position) ->
              delivered.seek(KafkaMapper.toKafka(partition), position.value()));
    } catch (RuntimeException thrown) {
      throw KafkaErrors.translate("setting the positions of " + positions.keySet(), thrown);
    }
  }

  @Override
  public Map<PartitionId, CommitPosition> positions(Set<PartitionId> partitions) {
    Map<PartitionId, CommitPosition> positions = new TreeMap<>();
    for (PartitionId partition : partitions) {
      delivered
          .of(KafkaMapper.toKafka(partition))
          .ifPresent(next -> positions.put(partition, new CommitPosition(next)));
    }
    return positions;
  }

  @Override
  public void commitLater(Map<PartitionId, Commit> commits, CommitCallback callback) {
    if (!membership.mayCommit()) {
      refused.add(callback);
      return;
    }
    consumer.commitAsync(
        KafkaMapper.toKafka(commits),
        (offsets, thrown) ->
            callback.finished(thrown == null ? null : KafkaErrors.committing(thrown)));
  }

  @Override
  public void commitNow(Map<PartitionId, Commit> commits, Duration atMost) throws SourceException {
    if (!membership.mayCommit()) {
      throw KafkaErrors.membershipUncertain();
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = KafkaMapper.toKafka(commits);
    try {
      PollSignal.despiteWakeups(
          () -> {
            consumer.commitSync(offsets, atMost);
            return offsets;
          });
    } catch (RuntimeException thrown) {
      throw KafkaErrors.committing(thrown);
    }
  }

  @Override
  public void wake() {
    signal.raise();
  }

  @Override
  public void close(Duration atMost) {
    try {
      PollSignal.despiteWakeups(
          () -> {
            consumer.close(CloseOptions.timeout(atMost));
            return consumer;
          });
    } catch (InterruptException interrupted) {
      log.warn("Interrupted while leaving the group; the brokers will notice by themselves");
    } catch (RuntimeException thrown) {
      log.warn("Could not leave the group cleanly; the brokers will notice by themselves", thrown);
    } finally {
      observation.close();
    }
  }

  /**
   * Sets a temporary position until the true one is known. The partition is paused, so no record is
   * read there; but without a position, or with one outside the log, every poll fails.
   */
  private void park(Collection<TopicPartition> partitions) {
    delivered.forget(partitions);
    consumer.pause(partitions);
    partitions.forEach(partition -> consumer.seek(partition, 0));
  }

  /** Reports partitions whose position belongs to a topic that was deleted and created again. */
  private void reportReplaced(Optional<String> now) {
    reportOutOfRange(identities.replacedBy(now));
  }

  /** Reports partitions whose position is outside the log. */
  private void reportOutOfRange(Set<TopicPartition> partitions) {
    Set<TopicPartition> outOfRange = new HashSet<>(partitions);
    identities.forget(partitions);
    outOfRange.retainAll(consumer.assignment());
    AssignmentListener hearing = listener;
    if (!outOfRange.isEmpty() && hearing != null) {
      park(outOfRange);
      hearing.positionsOutOfRange(KafkaMapper.toCore(outOfRange));
    }
  }

  /** Delivers a poll. Positions advance last, after every step that can fail: {@link #recover}. */
  private List<SourceRecord> deliver(ConsumerRecords<byte[], byte[]> polled)
      throws SourceException {
    List<SourceRecord> records = KafkaMapper.toCore(polled);
    polled
        .nextOffsets()
        .forEach((it, next) -> observation.read(it, next.offset(), consumer.currentLag(it)));
    delivered.advance(polled.nextOffsets());
    if (!records.isEmpty()) {
      observation.answered();
    } else if (consumer.assignment().isEmpty()) {
      observation.raiseProblem();
    }
    return records;
  }

  /**
   * Recovers from a poll that threw: nothing was delivered, so all of it is read again. A partition
   * that cannot be read on is reported, and does not block the others.
   */
  private void recover(Throwable thrown) throws SourceException {
    reportOutOfRange(delivered.rewind());
    Optional<TopicPartition> found = unreadable.find(thrown);
    AssignmentListener hearing = listener;
    OptionalLong position = found.map(delivered::of).orElseGet(OptionalLong::empty);
    if (found.isEmpty() || position.isEmpty() || hearing == null) {
      throw KafkaErrors.reading(topic, thrown);
    }
    consumer.pause(List.of(found.get()));
    hearing.unreadable(
        KafkaMapper.toCore(found.get()),
        new UnreadableBatch(new CommitPosition(position.getAsLong()), KafkaErrors.chain(thrown)));
  }
}
