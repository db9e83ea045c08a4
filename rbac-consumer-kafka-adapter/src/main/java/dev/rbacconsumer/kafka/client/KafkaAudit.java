package dev.rbacconsumer.kafka.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes entries of an audit trail to a topic, acknowledged by all replicas. Thread-safe.
 *
 * <p>The client repeats a failed write for two minutes by itself; after that, the failure is
 * reported.
 */
public final class KafkaAudit implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final BiConsumer<String, Exception> whenFailed;

  /**
   * @param producer with byte arrays for keys and values, acknowledged by all replicas; closed with
   *     this object
   * @param topic topic of the audit trail; it must exist
   * @param whenFailed receives each entry that could not be written, with the reason; must not
   *     block
   */
  public KafkaAudit(
      Producer<byte[], byte[]> producer, String topic, BiConsumer<String, Exception> whenFailed) {
    this.producer = producer;
    this.topic = topic;
    this.whenFailed = whenFailed;
  }

  /**
   * Creates an audit trail with its own client. It connects with the first entry.
   *
   * @throws KafkaClientException when a client cannot be created from the settings
   */
  public static KafkaAudit create(
      KafkaClientSettings settings, String topic, BiConsumer<String, Exception> whenFailed) {
    Map<String, Object> properties = settings.producerProperties();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, settings.clientId() + "-audit");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_WAIT.toMillis());
    return new KafkaAudit(
        ClientConfigError.explaining(settings, () -> new KafkaProducer<>(properties)),
        topic,
        whenFailed);
  }

  /**
   * Writes an entry. Waits a few seconds at most, while the topic is not known or the client has no
   * room.
   *
   * @param key key of the record: entries with the same key keep their order
   * @param entry the entry, as text
   */
  public void write(String key, String entry) {
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic, key.getBytes(UTF_8), entry.getBytes(UTF_8)),
              (metadata, failed) -> {
                if (failed != null) {
                  whenFailed.accept(entry, failed);
                }
              });
    } catch (KafkaException | IllegalStateException failed) {
      whenFailed.accept(entry, failed);
    }
  }

  /** Writes what waits, and closes the connections, within a few seconds at most. */
  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
