package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.record.TopicSettings;
import dev.rbacconsumer.core.runtime.ConsumerThreads;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries the brokers about one topic and its group, in its own thread: the topic's identity among
 * all topics of that name, its settings, the group's commits, and the readable offsets. A broker
 * that does not respond delays only these answers; its client is discarded, since the connection
 * may never recover.
 *
 * <p>The source thread calls every method, and none waits. {@link #deliver} hands over the answers,
 * in the order of the requests.
 */
final class TopicInspector {
  private static final Logger log = LoggerFactory.getLogger(TopicInspector.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Supplier<Admin> connect;
  private final String topic;
  private final String group;
  private final Duration timeout;
  private final Runnable onAnswer;
  private final RegularQuestion observation = new RegularQuestion(INTERVAL);
  private final RegularQuestion reading = new RegularQuestion(INTERVAL);
  private final RegularQuestion settings;
  private final ExecutorService thread;
  private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();

  private volatile @Nullable Admin client;
  private volatile boolean closed;
  private boolean toldOfNoIdentity;
  private boolean reportedUnknownSettings;

  /**
   * @param connect creates a client of the brokers
   * @param timeout longest wait for all answers to one request
   * @param settingsInterval time between two regular reads of the topic's settings
   * @param onAnswer run in the inspector's thread when an answer is ready to deliver
   * @param threads creates the inspector's thread
   */
  TopicInspector(
      Supplier<Admin> connect,
      String topic,
      String group,
      Duration timeout,
      Duration settingsInterval,
      Runnable onAnswer,
      ConsumerThreads threads) {
    this.thread =
        Executors.newSingleThreadExecutor(task -> threads.daemon("topic-inspector", task));
    this.connect = connect;
    this.topic = topic;
    this.group = group;
    this.timeout = timeout;
    this.settings = new RegularQuestion(settingsInterval);
    this.onAnswer = onAnswer;
  }

  /** Queries partitions. A later {@link #deliver} calls one of the two callbacks. */
  void inspect(
      Set<TopicPartition> partitions,
      Consumer<TopicSnapshot> found,
      Consumer<RuntimeException> failed) {
    ask(() -> inspection(partitions), found, failed);
  }

  /** Reads the topic's identity and the offsets of partitions every few seconds. */
  void observeRegularly(
      Set<TopicPartition> partitions,
      Consumer<TopicSnapshot> found,
      Consumer<RuntimeException> failed) {
    askRegularly(observation, () -> observed(Set.copyOf(partitions)), found, failed);
  }

  /** Runs a question of another client every few seconds, in the same thread. */
  <T> void askRegularly(Supplier<T> question, Consumer<T> found) {
    askRegularly(reading, question, found, failure -> {});
  }

  /** Reads the topic's settings every few minutes. A failed request is not reported. */
  void readSettingsRegularly(Consumer<Optional<TopicSettings>> found) {
    askRegularly(
        settings,
        () -> settings(TopicSettingsRequest.ask(client(), topic), deadline()),
        found,
        failure -> {});
  }

  /** Hands over the answers that have arrived. */
  void deliver() {
    for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
      answer.run();
    }
  }

  void close() {
    closed = true;
    thread.shutdownNow();
    discardClient();
  }

  private <T> void ask(Supplier<T> question, Consumer<T> found, Consumer<RuntimeException> failed) {
    thread.execute(
        () -> {
          Runnable answer;
          try {
            T result = question.get();
            answer = () -> found.accept(result);
          } catch (RuntimeException thrown) {
            discardClient();
            answer = () -> failed.accept(thrown);
          } catch (Error thrown) {
            // Without an answer, the partitions would wait and no error would be reported.
            answer = () -> failed.accept(new IllegalStateException(thrown));
          }
          answers.add(answer);
          onAnswer.run();
        });
  }

  private <T> void askRegularly(
      RegularQuestion regular,
      Supplier<T> question,
      Consumer<T> found,
      Consumer<RuntimeException> failed) {
    if (regular.begin()) {
      ask(
          question,
          answer -> {
            regular.end();
            found.accept(answer);
          },
          failure -> {
            regular.end();
            log.debug("A regular question about {} failed", topic, failure);
            failed.accept(failure);
          });
    }
  }

  /**
   * Queries the partitions. The commits are read first: an end that is read later cannot be before
   * them.
   */
  private TopicSnapshot inspection(Set<TopicPartition> partitions) {
    long deadline = deadline();
    var committed = committed(partitions, deadline);
    var begins = offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    var readable = offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    var ends = offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    Future<TopicSettings> topicSettings = TopicSettingsRequest.ask(client(), topic);
    return new TopicSnapshot(
        identity(deadline),
        settings(topicSettings, deadline),
        committed,
        await(begins, deadline),
        await(readable, deadline),
        await(ends, deadline),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Queries the partitions without the settings of the topic. The identity comes first: if the
   * brokers report it and the group gets no answer, its coordinator is the cause. A partition that
   * gets no answer, such as one without a leader, is left out.
   */
  private TopicSnapshot observed(Set<TopicPartition> partitions) {
    Optional<String> identity = identity(deadline());
    long deadline = deadline();
    Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    Optional<Set<String>> members = Optional.empty();
    Optional<RuntimeException> groupFailure = Optional.empty();
    try {
      committed = committed(partitions, deadline);
      members = members(deadline);
    } catch (TimeoutException silent) {
      groupFailure =
          Optional.of(
              new CoordinatorNotAvailableException("no answer about group " + group, silent));
    } catch (KafkaException failure) {
      groupFailure = Optional.of(failure);
    }
    var begins = ask(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    var readable = ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    var ends = ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    long last = deadline();
    return new TopicSnapshot(
        identity,
        Optional.empty(),
        committed,
        answered(partitions, begins, last),
        answered(partitions, readable, last),
        answered(partitions, ends, last),
        groupFailure,
        members);
  }

  /** Returns the ids of the members of the group; empty if this login may not see them. */
  private Optional<Set<String>> members(long deadline) {
    try {
      return Optional.of(
          await(
                  Objects.requireNonNull(
                      client().describeConsumerGroups(List.of(group)).describedGroups().get(group)),
                  deadline)
              .members()
              .stream()
              .map(MemberDescription::consumerId)
              .collect(Collectors.toSet()));
    } catch (GroupIdNotFoundException none) {
      return Optional.of(Set.of());
    } catch (AuthorizationException | UnsupportedVersionException refused) {
      return Optional.empty();
    }
  }

  private ListOffsetsResult ask(
      Set<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    return client().listOffsets(asked, new ListOffsetsOptions(isolation));
  }

  private Map<TopicPartition, ListOffsetsResultInfo> answered(
      Set<TopicPartition> partitions, ListOffsetsResult asked, long deadline) {
    Map<TopicPartition, ListOffsetsResultInfo> answers = new HashMap<>();
    for (TopicPartition partition : partitions) {
      try {
        answers.put(partition, await(asked.partitionResult(partition), deadline));
      } catch (InterruptException interrupted) {
        throw interrupted;
      } catch (KafkaException failure) {
        log.debug("There is no answer about the offsets of {}", partition, failure);
      }
    }
    return answers;
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions, long deadline) {
    ListConsumerGroupOffsetsSpec asked =
        new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
    return await(
        client()
            .listConsumerGroupOffsets(
                Map.of(group, asked), new ListConsumerGroupOffsetsOptions().requireStable(true))
            .partitionsToOffsetAndMetadata(group),
        deadline);
  }

  private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> offsets(
      Set<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
    return ask(partitions, spec, isolation).all();
  }

  /**
   * Returns the identity of the topic. Brokers that do not report it do not prevent reading; the
   * identity is then not compared.
   */
  private Optional<String> identity(long deadline) {
    try {
      Uuid id =
          await(
                  Objects.requireNonNull(
                      client().describeTopics(List.of(topic)).topicNameValues().get(topic)),
                  deadline)
              .topicId();
      return id.equals(Uuid.ZERO_UUID) ? untold("it has none") : Optional.of(id.toString());
    } catch (AuthorizationException | UnsupportedVersionException refused) {
      return untold(refused.toString());
    }
  }

  private Optional<String> untold(String why) {
    if (!toldOfNoIdentity) {
      toldOfNoIdentity = true;
      log.warn(
          "The id of topic {} cannot be told ({}), so a topic that is deleted and made anew is"
              + " noticed only where its offsets do not fit. Said once",
          topic,
          why);
    }
    return Optional.empty();
  }

  /**
   * Returns the settings of the topic. A missing right does not prevent reading; after any other
   * failure the request is repeated.
   */
  private Optional<TopicSettings> settings(Future<TopicSettings> answer, long deadline) {
    try {
      return Optional.of(await(answer, deadline));
    } catch (KafkaException failure) {
      if (!TopicSettingsRequest.isRefused(failure)) {
        throw failure;
      }
      if (!reportedUnknownSettings) {
        reportedUnknownSettings = true;
        log.warn(
            "The settings of topic {} cannot be read ({}), so it is not known whether the topic is"
                + " compacted, when retention deletes its records, and how they are replicated; {}."
                + " Said once",
            topic,
            failure.toString(),
            TopicSettingsRequest.MISSING_RIGHT);
      }
      return Optional.empty();
    }
  }

  /**
   * Returns the client. It is created when it is first needed, and after one that failed, since it
   * connects at once.
   */
  private Admin client() {
    Admin open = client;
    if (open == null) {
      open = connect.get();
      client = open;
      if (closed) {
        discardClient();
      }
    }
    return open;
  }

  private void discardClient() {
    Admin open = client;
    client = null;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }

  private long deadline() {
    return System.nanoTime() + timeout.toNanos();
  }

  private <T> T await(Future<T> answer, long deadline) {
    try {
      return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw cause instanceof KafkaException kafka ? kafka : new KafkaException(cause);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new TimeoutException("no answer about topic " + topic + " within " + timeout, late);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }
}
