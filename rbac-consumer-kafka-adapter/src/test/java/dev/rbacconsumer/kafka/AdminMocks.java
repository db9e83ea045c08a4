package dev.rbacconsumer.kafka;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.internals.KafkaFutureImpl;

/**
 * Creates mocks of Kafka's admin client, whose answers have no public constructors. By default it
 * answers every question about the topic {@code outbox}; a test replaces one answer.
 */
public final class AdminMocks {
  public static final TopicPartition PARTITION = new TopicPartition("outbox", 0);
  public static final Uuid TOPIC_ID = new Uuid(7, 8);

  private static final ConfigResource TOPIC =
      new ConfigResource(ConfigResource.Type.TOPIC, PARTITION.topic());
  private static final Node BROKER = new Node(1, "b", 9092);

  private AdminMocks() {}

  /** Creates a client that answers. */
  public static Admin answering() {
    Admin admin = mock(Admin.class);
    topics(admin, done(topic(TOPIC_ID)));
    configs(admin, done(config(Map.of("cleanup.policy", "delete", "retention.ms", "60000"))));
    commits(admin, done(Map.of(PARTITION, new OffsetAndMetadata(3))));
    offsets(admin, offset(2), offset(5), offset(6));
    nodes(admin, done(List.of(BROKER)));
    return admin;
  }

  public static void topics(Admin admin, KafkaFuture<TopicDescription> answer) {
    DescribeTopicsResult result = mock(DescribeTopicsResult.class);
    when(result.topicNameValues()).thenReturn(Map.of(PARTITION.topic(), answer));
    doReturn(result).when(admin).describeTopics(anyCollection());
  }

  public static void configs(Admin admin, KafkaFuture<Config> answer) {
    DescribeConfigsResult result = mock(DescribeConfigsResult.class);
    when(result.values()).thenReturn(Map.of(TOPIC, answer));
    doReturn(result).when(admin).describeConfigs(anyCollection());
  }

  public static void commits(
      Admin admin, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> answer) {
    ListConsumerGroupOffsetsResult result = mock(ListConsumerGroupOffsetsResult.class);
    when(result.partitionsToOffsetAndMetadata(anyString())).thenReturn(answer);
    doReturn(result).when(admin).listConsumerGroupOffsets(anyMap(), any());
  }

  public static void groups(Admin admin, KafkaFuture<ConsumerGroupDescription> answer) {
    DescribeConsumerGroupsResult result = mock(DescribeConsumerGroupsResult.class);
    when(result.describedGroups()).thenReturn(Map.of("group", answer));
    doReturn(result).when(admin).describeConsumerGroups(anyCollection());
  }

  /** Sets the answers to the three questions for the begin, the readable end and the end. */
  public static void offsets(
      Admin admin,
      KafkaFuture<ListOffsetsResultInfo> begin,
      KafkaFuture<ListOffsetsResultInfo> readable,
      KafkaFuture<ListOffsetsResultInfo> end) {
    doReturn(offsets(begin), offsets(readable), offsets(end))
        .when(admin)
        .listOffsets(anyMap(), any());
  }

  public static void nodes(Admin admin, KafkaFuture<List<Node>> answer) {
    DescribeClusterResult result = mock(DescribeClusterResult.class);
    doReturn(answer).when(result).nodes();
    doReturn(result).when(admin).describeCluster(any());
  }

  public static KafkaFuture<ListOffsetsResultInfo> offset(long offset) {
    return done(new ListOffsetsResultInfo(offset, -1, Optional.empty()));
  }

  public static TopicDescription topic(Uuid id) {
    return new TopicDescription(
        PARTITION.topic(),
        false,
        List.of(new TopicPartitionInfo(0, BROKER, List.of(BROKER), List.of(BROKER))),
        Set.of(),
        id);
  }

  static Config config(Map<String, String> values) {
    return new Config(
        values.entrySet().stream()
            .map(value -> new ConfigEntry(value.getKey(), value.getValue()))
            .toList());
  }

  public static <T> KafkaFuture<T> done(T answer) {
    return KafkaFuture.completedFuture(answer);
  }

  public static <T> KafkaFuture<T> failed(Throwable failure) {
    KafkaFutureImpl<T> answer = new KafkaFutureImpl<>();
    answer.completeExceptionally(failure);
    return answer;
  }

  /** Returns an answer that never comes. */
  public static <T> KafkaFuture<T> silent() {
    return new KafkaFutureImpl<>();
  }

  private static ListOffsetsResult offsets(KafkaFuture<ListOffsetsResultInfo> answer) {
    return new ListOffsetsResult(Map.of(PARTITION, answer));
  }
}
