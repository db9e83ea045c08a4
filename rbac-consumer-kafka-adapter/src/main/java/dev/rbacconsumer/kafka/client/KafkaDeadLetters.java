package dev.rbacconsumer.kafka.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes dead letters to a topic: the record byte for byte, with its key, timestamp and headers,
 * and with headers of our own that name its origin and the failure; see {@link DeadLetterHeaders}.
 * Thread-safe.
 */
public final class KafkaDeadLetters implements DeadLetters, AutoCloseable {
  private static final String REASON = FailureReason.DEAD_LETTER_NOT_WRITTEN.word();

  /** Longest wait for a topic to be known, which the time for one attempt does not limit. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String application;

  /**
   * @param producer with byte arrays for keys and values, acknowledged by all replicas; closed with
   *     this object
   * @param topic dead-letter topic; it must exist
   * @param application name of this instance, for the header of that name
   */
  public KafkaDeadLetters(Producer<byte[], byte[]> producer, String topic, String application) {
    this.producer = producer;
    this.topic = topic;
    this.application = application;
  }

  /**
   * Creates dead letters with their own client. It connects with the first dead letter.
   *
   * @throws KafkaClientException when a client cannot be created from the settings
   */
  public static KafkaDeadLetters create(KafkaClientSettings settings, String topic) {
    Map<String, Object> properties = settings.producerProperties();
    properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_WAIT.toMillis());
    Producer<byte[], byte[]> producer =
        ClientConfigError.explaining(settings, () -> new KafkaProducer<>(properties));
    return new KafkaDeadLetters(producer, topic, settings.clientId());
  }

  @Override
  public Optional<Outcome.RetryLater> keep(DeadLetter letter, Duration timeout)
      throws InterruptedException {
    return write(message(letter), timeout);
  }

  /**
   * Writes that a letter was replayed: a record with its own key, so that a compacted topic keeps
   * it beside the letter.
   *
   * @param timeout longest time to block, above zero
   * @return empty once all replicas have it; otherwise the reason why they may not
   * @throws InterruptedException on shutdown or revocation; it may have been written
   */
  public Optional<Outcome.RetryLater> keep(ReplayedLetter replayed, Duration timeout)
      throws InterruptedException {
    return write(message(replayed), timeout);
  }

  private Optional<Outcome.RetryLater> write(
      ProducerRecord<byte[], byte[]> message, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      Future<RecordMetadata> written = producer.send(message);
      // The send may already have waited for metadata of the topic.
      written.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      return Optional.empty();
    } catch (InterruptException interrupted) {
      throw new InterruptedException("interrupted while writing a dead letter");
    } catch (ExecutionException thrown) {
      return problem(thrown.getCause() == null ? thrown : thrown.getCause());
    } catch (TimeoutException | KafkaException | IllegalStateException thrown) {
      return problem(thrown);
    }
  }

  /** Closes the connections, within a few seconds at most. */
  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  private ProducerRecord<byte[], byte[]> message(DeadLetter letter) {
    SourceRecord record = letter.record();
    Long timestamp = record.timestampMillis() < 0 ? null : record.timestampMillis();
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topic, null, timestamp, record.key(), record.value());
    for (RecordHeader header : record.headers()) {
      message.headers().add(header.name(), header.value());
    }
    DeadLetterHeaders.of(letter, application)
        .forEach(header -> message.headers().add(header.name(), header.value()));
    return message;
  }

  private ProducerRecord<byte[], byte[]> message(ReplayedLetter replayed) {
    SourceRecord record = replayed.record();
    String key = "replayed " + record;
    String value = FieldWriter.object(replayed, KafkaDeadLetters::write);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8));
    DeadLetterHeaders.of(replayed, application)
        .forEach(header -> message.headers().add(header.name(), header.value()));
    return message;
  }

  private static void write(ReplayedLetter replayed, FieldWriter fields) throws IOException {
    SourceRecord record = replayed.record();
    fields.text("letter", replayed.letter().toString());
    fields.text("topic", record.partition().topic());
    fields.number("partition", record.partition().number());
    fields.number("offset", record.offset().value());
    fields.text("digest", RecordDigest.of(record));
    fields.number("position", replayed.position().value());
    fields.number("applied", replayed.applied());
    fields.number("left_out", replayed.leftOut());
  }

  private Optional<Outcome.RetryLater> problem(Throwable thrown) {
    return Optional.of(
        new Outcome.RetryLater(
            REASON, "no dead letter could be written to %s: %s".formatted(topic, thrown)));
  }

  /**
   * Returns the properties that a producer of dead letters needs beside those of the connection.
   */
  static Map<String, Object> producerGuarantees() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // The record was read from a broker, so the brokers here accept its size.
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }
}
