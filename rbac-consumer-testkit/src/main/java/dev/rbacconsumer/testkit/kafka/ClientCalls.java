package dev.rbacconsumer.testkit.kafka;

import static java.util.stream.Collectors.toMap;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.testkit.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Admin client and producer of a test broker, with Kafka's types converted to ours. Thread-safe.
 */
final class ClientCalls implements AutoCloseable {
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;
  private final long patienceMillis;

  /**
   * @param patience longest time for one call, even if the broker stops meanwhile
   */
  ClientCalls(String bootstrapServers, Duration patience) {
    patienceMillis = patience.toMillis();
    String timeout = Long.toString(patienceMillis);
    admin =
        Admin.create(
            Map.of("bootstrap.servers", bootstrapServers, "default.api.timeout.ms", timeout));
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                "0",
                "max.block.ms",
                timeout,
                "delivery.timeout.ms",
                timeout,
                "request.timeout.ms",
                "10000",
                "max.request.size",
                Integer.toString(32 * 1024 * 1024)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Creates a topic that is missing; one that exists must have as many partitions. */
  void requireTopic(String topic, int partitions) {
    if (!await(admin.listTopics().names()).contains(topic)) {
      createTopic(topic, partitions);
      return;
    }
    int found =
        only(await(admin.describeTopics(List.of(topic)).allTopicNames())).partitions().size();
    if (found != partitions) {
      throw new IllegalStateException(
          "topic %s: want %d partitions, it exists with %d".formatted(topic, partitions, found));
    }
  }

  void createTopic(String topic, int partitions) {
    await(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all());
    // The controller knows the topic now; this waits until the broker knows it, too.
    producer.partitionsFor(topic);
  }

  void alterTopic(String topic, Map<String, String> settings) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    List<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(it -> new ConfigEntry(it.getKey(), it.getValue()))
            .map(it -> new AlterConfigOp(it, AlterConfigOp.OpType.SET))
            .toList();
    await(admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
    Eventually.get(
        () -> only(await(admin.describeConfigs(List.of(resource)).all())),
        found ->
            changes.stream()
                .map(AlterConfigOp::configEntry)
                .allMatch(it -> it.value().equals(valueOf(found, it.name()))),
        Duration.ofMillis(patienceMillis));
  }

  private static @Nullable String valueOf(Config found, String name) {
    ConfigEntry entry = found.get(name);
    return entry == null ? null : entry.value();
  }

  void deleteTopic(String topic) {
    await(admin.deleteTopics(List.of(topic)).all());
    Eventually.get(
        () -> await(admin.listTopics().names()),
        names -> !names.contains(topic),
        Duration.ofMillis(patienceMillis));
  }

  /** Creates a user for SCRAM. The user can log in once the next new topic is visible. */
  void createUser(BrokerSecurity.Login login) {
    ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
    UserScramCredentialAlteration user =
        new UserScramCredentialUpsertion(login.user(), info, login.password());
    await(admin.alterUserScramCredentials(List.of(user)).all());
  }

  Offset publish(
      PartitionId partition,
      @Nullable Long timestampMillis,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<RecordHeader> headers) {
    RecordHeaders kafkaHeaders = new RecordHeaders();
    headers.forEach(header -> kafkaHeaders.add(header.name(), header.value()));
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(
            partition.topic(), partition.number(), timestampMillis, key, value, kafkaHeaders);
    return new Offset(await(producer.send(message)).offset());
  }

  SortedMap<PartitionId, Commit> committedOffsets(String group) {
    SortedMap<PartitionId, Commit> committed = new TreeMap<>();
    await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach((partition, offset) -> committed.put(ours(partition), ours(offset)));
    return committed;
  }

  void commit(String group, PartitionId partition, Commit offset) {
    OffsetAndMetadata theirs = new OffsetAndMetadata(offset.position().value(), offset.metadata());
    await(admin.alterConsumerGroupOffsets(group, Map.of(theirs(partition), theirs)).all());
  }

  void deleteGroup(String group) {
    await(admin.deleteConsumerGroups(List.of(group)).all());
  }

  SortedMap<PartitionId, CommitPosition> offsets(String topic, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked =
        only(await(admin.describeTopics(List.of(topic)).allTopicNames())).partitions().stream()
            .collect(toMap(info -> new TopicPartition(topic, info.partition()), info -> spec));
    Map<TopicPartition, ListOffsetsResultInfo> found = await(admin.listOffsets(asked).all());
    SortedMap<PartitionId, CommitPosition> offsets = new TreeMap<>();
    found.forEach(
        (partition, info) -> offsets.put(ours(partition), new CommitPosition(info.offset())));
    return offsets;
  }

  long lag(String group, String topic) {
    SortedMap<PartitionId, Commit> committed = committedOffsets(group);
    SortedMap<PartitionId, CommitPosition> first = offsets(topic, OffsetSpec.earliest());
    long lag = 0;
    for (Map.Entry<PartitionId, CommitPosition> end :
        offsets(topic, OffsetSpec.latest()).entrySet()) {
      Commit done = committed.get(end.getKey());
      CommitPosition next = done != null ? done.position() : first.get(end.getKey());
      lag += end.getValue().value() - (next == null ? 0 : next.value());
    }
    return lag;
  }

  void deleteBelow(PartitionId partition, Offset offset) {
    RecordsToDelete below = RecordsToDelete.beforeOffset(offset.value());
    await(admin.deleteRecords(Map.of(theirs(partition), below)).all());
  }

  List<GroupMember> members(String group) {
    try {
      return only(await(admin.describeConsumerGroups(List.of(group)).all())).members().stream()
          .map(ClientCalls::ours)
          .toList();
    } catch (IllegalStateException failure) {
      if (failure.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw failure;
    }
  }

  void expelMembers(String group) {
    await(
        admin
            .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
            .all());
  }

  @Override
  public void close() {
    // Without waiting for records in flight: the broker may already be stopped.
    producer.close(Duration.ZERO);
    admin.close(Duration.ZERO);
  }

  private static Commit ours(OffsetAndMetadata offset) {
    return new Commit(new CommitPosition(offset.offset()), offset.metadata());
  }

  private static GroupMember ours(MemberDescription member) {
    TreeSet<PartitionId> assignment = new TreeSet<>();
    member.assignment().topicPartitions().forEach(partition -> assignment.add(ours(partition)));
    return new GroupMember(
        member.consumerId(), member.groupInstanceId(), member.clientId(), assignment);
  }

  private static PartitionId ours(TopicPartition partition) {
    return new PartitionId(partition.topic(), partition.partition());
  }

  private static TopicPartition theirs(PartitionId partition) {
    return new TopicPartition(partition.topic(), partition.number());
  }

  /** Returns the answer about the only requested item. */
  private static <T> T only(Map<?, T> answers) {
    return answers.values().iterator().next();
  }

  private <T> T await(Future<T> answer) {
    try {
      return answer.get(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer from Kafka in " + patienceMillis + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Kafka", e);
    }
  }
}
