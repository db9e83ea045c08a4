package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.TopicSettings;
import java.time.Duration;
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
 * Looks whether a consumer would find at the brokers what it needs. It joins no group, reads no
 * record and commits nothing, so a group that runs does not notice. One thread at a time.
 */
public final class KafkaProbe implements AutoCloseable {
  private final Consumer<byte[], byte[]> client;
  private final KafkaClientSettings settings;
  private final Duration timeout;
  private @Nullable Admin admin;

  private KafkaProbe(
      Consumer<byte[], byte[]> client, KafkaClientSettings settings, Duration timeout) {
    this.client = client;
    this.settings = settings;
    this.timeout = timeout;
  }

  /**
   * A probe with a client of its own, that is not connected yet.
   *
   * @param timeout longest wait for one answer, above zero
   * @throws KafkaClientException when the settings are of no use
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
   * @return how many topics this login may see
   * @throws SourceException with a sentence that says what to do
   */
  public int topics() throws SourceException {
    return asking("connecting", settings, () -> client.listTopics(timeout)).size();
  }

  /**
   * Looks for a topic.
   *
   * @return how many partitions it has, at least 1
   * @throws SourceException with a sentence that says what to do; so it is where there is none
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
   * Asks what the group has committed on a topic.
   *
   * @return on how many partitions it has committed; 0 for a group that is new
   * @throws SourceException with a sentence that says what to do
   */
  public int committed(String topic) throws SourceException {
    Set<TopicPartition> partitions = partitionsOf(topic);
    return (int)
        asking("asking for commits", settings, () -> client.committed(partitions, timeout))
            .values()
            .stream()
            .filter(KafkaProbe::isThere)
            .count();
  }

  /**
   * Asks how a topic is set.
   *
   * @throws SourceException with a sentence that says what to do
   * @throws InterruptedException when the calling thread is interrupted
   */
  public TopicSettings topicSettings(String topic) throws SourceException, InterruptedException {
    String doing = "reading the settings of " + topic;
    try {
      return TopicSettingsQuestion.ask(admin(), topic)
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
        failure instanceof KafkaException refused && TopicSettingsQuestion.isRefused(refused)
            ? "; " + TopicSettingsQuestion.MISSING_RIGHT
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

  /** Kafka puts null for a partition without a commit. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isThere(OffsetAndMetadata commit) {
    return commit != null;
  }

  private static <T> T asking(String doing, KafkaClientSettings settings, Supplier<T> question)
      throws SourceException {
    try {
      return question.get();
    } catch (TimeoutException silent) {
      throw SourceException.passing(
          "%s: no answer from %s; check KAFKA_SERVERS, that the network lets us through, and that"
                  .formatted(doing, settings.bootstrapServers())
              + " the port speaks the security protocol that is set",
          silent);
    } catch (RuntimeException thrown) {
      throw KafkaErrors.translate(doing, thrown);
    }
  }
}
