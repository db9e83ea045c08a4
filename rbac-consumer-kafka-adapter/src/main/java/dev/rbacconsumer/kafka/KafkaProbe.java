package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.TopicSettings;
import dev.rbacconsumer.kafka.client.ClientConfigError;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a consumer would find at the brokers everything that it needs. It joins no group,
 * reads no record and commits nothing, so it does not affect a running group. For use by one thread
 * at a time.
 */
public final class KafkaProbe implements AutoCloseable {
  private final Consumer<byte[], byte[]> client;
  private final KafkaClientSettings settings;
  private final Duration timeout;
  private @Nullable Admin admin;

  KafkaProbe(Consumer<byte[], byte[]> client, KafkaClientSettings settings, Duration timeout) {
    this.client = client;
    this.settings = settings;
    this.timeout = timeout;
  }

  /**
   * Creates a probe with its own client, not yet connected.
   *
   * @param timeout longest wait for one response, above zero
   * @throws KafkaClientException when a client cannot be created from the settings
   */
  public static KafkaProbe create(KafkaClientSettings settings, Duration timeout) {
    Consumer<byte[], byte[]> client =
        ClientConfigError.explaining(
            settings, () -> new KafkaConsumer<>(settings.consumerProperties()));
    return new KafkaProbe(client, settings, timeout);
  }

  /**
   * Connects and logs in.
   *
   * @return number of topics that this login may see
   * @throws SourceException with a sentence that names the remedy
   */
  public int topics() throws SourceException {
    return asking("connecting", settings, () -> client.listTopics(timeout)).size();
  }

  /**
   * Checks whether a topic exists.
   *
   * @return number of its partitions, at least 1
   * @throws SourceException with a sentence that names the remedy, also when the topic does not
   *     exist
   */
  public int partitions(String topic) throws SourceException {
    int partitions = partitionsOf(topic).size();
    if (partitions == 0) {
      throw SourceException.passing(
          "there is no topic %s, or this login may not see it; create it, correct its name, or"
                  .formatted(topic)
              + " grant DESCRIBE",
          new IllegalStateException("no partitions"));
    }
    return partitions;
  }

  /**
   * Reads the group's commits on a topic.
   *
   * @return number of partitions with a commit; 0 for a new group
   * @throws SourceException with a sentence that names the remedy
   */
  public int committed(String topic) throws SourceException {
    Set<TopicPartition> partitions = partitionsOf(topic);
    return (int) commits(topic, partitions).values().stream().filter(KafkaProbe::isThere).count();
  }

  /** Reads commits. The brokers have answered before, so silence is that of the coordinator. */
  private Map<TopicPartition, OffsetAndMetadata> commits(
      String topic, Set<TopicPartition> partitions) throws SourceException {
    try {
      return client.committed(partitions, timeout);
    } catch (TimeoutException silent) {
      throw KafkaErrors.silentCoordinator(topic, settings.groupId(), silent);
    } catch (RuntimeException thrown) {
      throw KafkaErrors.translate("asking for commits", thrown);
    }
  }

  /**
   * Reads the settings of a topic.
   *
   * @throws SourceException with a sentence that names the remedy
   * @throws InterruptedException when the calling thread is interrupted
   */
  public TopicSettings topicSettings(String topic) throws SourceException, InterruptedException {
    String doing = "reading the settings of " + topic;
    try {
      return TopicSettingsRequest.ask(admin(), topic)
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw unanswered(doing, failed.getCause() == null ? failed : failed.getCause());
    } catch (java.util.concurrent.TimeoutException silent) {
      throw unanswered(doing, silent);
    }
  }

  @Override
  public void close() {
    client.close(CloseOptions.timeout(Duration.ZERO));
    Admin open = admin;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }

  private Admin admin() {
    Admin open = admin;
    if (open == null) {
      open =
          ClientConfigError.explaining(
              settings, () -> Admin.create(settings.adminProperties("", timeout)));
      admin = open;
    }
    return open;
  }

  private static SourceException unanswered(String doing, Throwable failure) {
    String advice =
        failure instanceof KafkaException refused && TopicSettingsRequest.isRefused(refused)
            ? "; " + TopicSettingsRequest.MISSING_RIGHT
            : "";
    return SourceException.passing(
        "%s: %s%s".formatted(doing, KafkaErrors.chain(failure), advice), failure);
  }

  private Set<TopicPartition> partitionsOf(String topic) throws SourceException {
    return asking(
            "looking for the topic " + topic, settings, () -> client.partitionsFor(topic, timeout))
        .stream()
        .map(KafkaProbe::name)
        .collect(Collectors.toSet());
  }

  private static TopicPartition name(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  /** Returns whether there is a commit. Kafka returns null for a partition without one. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isThere(OffsetAndMetadata commit) {
    return commit != null;
  }

  private static <T> T asking(String doing, KafkaClientSettings settings, Supplier<T> question)
      throws SourceException {
    try {
      return question.get();
    } catch (RuntimeException thrown) {
      throw KafkaErrors.asking(doing, settings.bootstrapServers(), thrown);
    }
  }
}
