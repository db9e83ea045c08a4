package dev.rbacconsumer.kafka.internal.group;

import static java.util.Objects.requireNonNull;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.kafka.HeadReader;
import dev.rbacconsumer.kafka.KafkaErrors;
import dev.rbacconsumer.kafka.KafkaMapper;
import dev.rbacconsumer.kafka.TopicSettingsRequest;
import dev.rbacconsumer.kafka.client.ClientConfigError;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a consumer group from outside, whether any of its members runs or not. It joins no group
 * and commits nothing. For use by one thread at a time.
 */
public final class GroupReader implements GroupSource {
  private static final Logger log = LoggerFactory.getLogger(GroupReader.class);
  private static final String CLIENT = "-group";

  private final Admin client;
  private final HeadReader heads;
  private final String group;
  private final String topic;
  private final Duration timeout;
  private final Clock clock;
  private final GroupErrors errors;

  /**
   * @param client client of the brokers, which this reader closes
   * @param heads reads records outside of the group; this reader closes it
   */
  GroupReader(Admin client, HeadReader heads, GroupErrors errors, Duration timeout, Clock clock) {
    this.client = client;
    this.heads = heads;
    this.group = errors.group();
    this.topic = errors.topic();
    this.timeout = timeout;
    this.clock = clock;
    this.errors = errors;
  }

  /**
   * Creates a reader with its own clients, not yet connected.
   *
   * @param topic topic of the group
   * @param timeout longest wait for the answers to one round of questions, above zero; a reading
   *     has at most four
   * @throws dev.rbacconsumer.kafka.client.KafkaClientException when a client cannot be created from
   *     the settings
   */
  public static GroupReader create(
      KafkaClientSettings settings, String topic, Duration timeout, Clock clock) {
    Admin client =
        ClientConfigError.explaining(
            settings, () -> Admin.create(settings.adminProperties(CLIENT, timeout)));
    HeadReader heads =
        new HeadReader(
            () -> new KafkaConsumer<>(settings.readerProperties(CLIENT)), record -> true);
    return new GroupReader(
        client,
        heads,
        new GroupErrors(settings.bootstrapServers(), settings.groupId(), topic),
        timeout,
        clock);
  }

  @Override
  public GroupView read() throws SourceException, InterruptedException {
    List<String> unknown = new ArrayList<>();
    TopicDescription found = topic();
    Optional<ConsumerGroupDescription> described = group();
    List<GroupMember> members = described.map(this::members).orElseGet(List::of);
    Optional<Duration> retention = retention(unknown);
    Instant now = clock.now();
    List<GroupPartition> partitions = new ArrayList<>();
    long deadline = deadline();
    for (GroupPartition partition : partitions(found, members, retention, now)) {
      partitions.add(partition.withOldest(oldest(partition, deadline)));
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    note(partitions, unknown);
    return new GroupView(
        now,
        group,
        topic,
        described.map(it -> it.groupState().toString()).orElse(GroupView.DEAD),
        described.map(ConsumerGroupDescription::partitionAssignor).filter(it -> !it.isBlank()),
        retention,
        members,
        partitions,
        unknown);
  }

  @Override
  public void close() {
    heads.end();
    // Zero would wait for the thread of the client without a limit.
    client.close(Duration.ofMillis(1));
  }

  private TopicDescription topic() throws SourceException, InterruptedException {
    try {
      return await(
          requireNonNull(client.describeTopics(List.of(topic)).topicNameValues().get(topic)),
          deadline());
    } catch (ExecutionException failed) {
      throw errors.topicFailed(cause(failed));
    }
  }

  /** Returns the description of the group; empty if there is no such group. */
  private Optional<ConsumerGroupDescription> group() throws SourceException, InterruptedException {
    try {
      return Optional.of(
          await(
              requireNonNull(
                  client.describeConsumerGroups(List.of(group)).describedGroups().get(group)),
              deadline()));
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      throw errors.groupFailed(cause(failed));
    }
  }

  private List<GroupMember> members(ConsumerGroupDescription described) {
    return described.members().stream()
        .map(this::member)
        .sorted(
            Comparator.comparing(GroupMember::clientId)
                .thenComparing(GroupMember::host)
                .thenComparing(GroupMember::memberId))
        .toList();
  }

  private GroupMember member(MemberDescription member) {
    SortedSet<Integer> ours = new TreeSet<>();
    SortedSet<String> others = new TreeSet<>();
    for (TopicPartition partition : member.assignment().topicPartitions()) {
      if (partition.topic().equals(topic)) {
        ours.add(partition.partition());
      } else {
        others.add(partition.topic());
      }
    }
    String host = member.host().startsWith("/") ? member.host().substring(1) : member.host();
    return new GroupMember(member.consumerId(), member.clientId(), host, ours, others);
  }

  /**
   * Returns all partitions. The commits are read first: an end that is read later cannot be before
   * them.
   */
  private List<GroupPartition> partitions(
      TopicDescription found, List<GroupMember> members, Optional<Duration> retention, Instant now)
      throws SourceException, InterruptedException {
    List<TopicPartition> ids =
        found.partitions().stream().map(it -> new TopicPartition(topic, it.partition())).toList();
    Map<TopicPartition, OffsetAndMetadata> commits = commits(ids);
    Map<TopicPartition, LogOffsets> logs = logs(ids);
    Optional<String> topicId =
        Optional.of(found.topicId()).filter(it -> !it.equals(Uuid.ZERO_UUID)).map(Uuid::toString);
    List<GroupPartition> partitions = new ArrayList<>();
    for (TopicPartition id : ids) {
      Optional<Commit> commit = Optional.ofNullable(commits.get(id)).map(KafkaMapper::toCore);
      partitions.add(
          new GroupPartition(
              KafkaMapper.toCore(id),
              members.stream().filter(it -> it.partitions().contains(id.partition())).findFirst(),
              commit,
              Optional.ofNullable(logs.get(id)),
              topicId,
              Optional.empty(),
              retention,
              now));
    }
    return partitions;
  }

  private Map<TopicPartition, OffsetAndMetadata> commits(List<TopicPartition> partitions)
      throws SourceException, InterruptedException {
    ListConsumerGroupOffsetsSpec asked =
        new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
    try {
      return await(
          client
              .listConsumerGroupOffsets(Map.of(group, asked), new ListConsumerGroupOffsetsOptions())
              .partitionsToOffsetAndMetadata(group),
          deadline());
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof GroupIdNotFoundException) {
        return Map.of();
      }
      throw errors.groupFailed(cause(failed));
    }
  }

  /** Returns the offsets of the partitions for which the brokers report all three. */
  private Map<TopicPartition, LogOffsets> logs(List<TopicPartition> partitions)
      throws InterruptedException {
    ListOffsetsResult begins =
        ask(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    ListOffsetsResult readable =
        ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    ListOffsetsResult ends = ask(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    long deadline = deadline();
    Map<TopicPartition, LogOffsets> logs = new HashMap<>();
    for (TopicPartition partition : partitions) {
      try {
        logs.put(
            partition,
            new LogOffsets(
                await(begins.partitionResult(partition), deadline).offset(),
                await(readable.partitionResult(partition), deadline).offset(),
                await(ends.partitionResult(partition), deadline).offset()));
      } catch (ExecutionException unanswered) {
        log.debug("There is no answer about the offsets of {}", partition, unanswered);
      }
    }
    return logs;
  }

  private ListOffsetsResult ask(
      List<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    return client.listOffsets(asked, new ListOffsetsOptions(isolation));
  }

  private Optional<Duration> retention(List<String> unknown) throws InterruptedException {
    String why;
    try {
      return await(TopicSettingsRequest.ask(client, topic), deadline()).retention();
    } catch (ExecutionException failed) {
      why = KafkaErrors.chain(cause(failed));
      if (failed.getCause() instanceof KafkaException refused
          && TopicSettingsRequest.isRefused(refused)) {
        why += "; " + TopicSettingsRequest.MISSING_RIGHT;
      }
    }
    unknown.add("when retention deletes records of %s: %s".formatted(topic, why));
    return Optional.empty();
  }

  /** Returns the time of the oldest readable record that is not committed, if there is time. */
  private Optional<Instant> oldest(GroupPartition partition, long deadline) {
    if (!partition.isReadable() || deadline - System.nanoTime() <= 0) {
      return Optional.empty();
    }
    return heads
        .read(
            new TopicPartition(topic, partition.id().number()),
            Optional.empty(),
            partition.readFrom(),
            partition.log().map(LogOffsets::readable).orElse(0L))
        .filter(it -> it.oldest().isPresent())
        .map(it -> Instant.ofEpochMilli(it.oldest().getAsLong()));
  }

  /** Names the partitions of which something is missing. */
  private static void note(List<GroupPartition> partitions, List<String> unknown) {
    List<String> endless = new ArrayList<>();
    List<String> ageless = new ArrayList<>();
    for (GroupPartition partition : partitions) {
      String number = Integer.toString(partition.id().number());
      if (partition.log().isEmpty()) {
        endless.add(number);
      } else if (partition.isReadable() && partition.oldest().isEmpty()) {
        ageless.add(number);
      }
    }
    if (!endless.isEmpty()) {
      unknown.add(
          "the offsets of partitions "
              + String.join(", ", endless)
              + ": no answer; see whether they have leaders");
    }
    if (!ageless.isEmpty()) {
      unknown.add(
          "the age of the oldest record of partitions "
              + String.join(", ", ageless)
              + ": it could not be read in time; this login needs READ on the topic");
    }
  }

  private long deadline() {
    return System.nanoTime() + timeout.toNanos();
  }

  /** Returns an answer. No answer is a failure like any other. */
  private static <T> T await(Future<T> answer, long deadline)
      throws ExecutionException, InterruptedException {
    try {
      return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException silent) {
      throw new ExecutionException(silent);
    }
  }

  private static Throwable cause(ExecutionException failed) {
    return failed.getCause() == null ? failed : failed.getCause();
  }
}
