package dev.rbacconsumer.kafka.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.token.DropReason;
import dev.rbacconsumer.core.token.SkipReason;
import dev.rbacconsumer.core.token.TokenKind;
import dev.rbacconsumer.core.token.TokenObserver;
import dev.rbacconsumer.core.token.TokenPlanner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the consistency tokens of applied events: the key is the organisation, the value a JSON
 * object with the token. Delivery waits only while the client has no room, and not again for a
 * while after it waited in vain. Thread-safe.
 */
public final class KafkaTokens implements AppliedEventListener, AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  /** Time without attempts after the client had no room, or did not know the topic. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** Time that an attempt takes at most which does not wait. */
  private static final Duration SLOW = Duration.ofMillis(10);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final TokenObserver observer;
  private final Clock clock;

  /** Times at which unacknowledged records were sent, by number. */
  private final ConcurrentSkipListMap<Long, Long> unacknowledged = new ConcurrentSkipListMap<>();

  private final AtomicLong numbers = new AtomicLong();
  private volatile @Nullable Long pausedUntil;

  /** The last failure that was not reported yet; empty if there is none. */
  private final AtomicReference<String> failure = new AtomicReference<>("");

  /**
   * @param producer with byte arrays for keys and values, acknowledged by all replicas; closed with
   *     this object
   * @param topic topic for tokens; it must exist
   */
  public KafkaTokens(
      Producer<byte[], byte[]> producer, String topic, TokenObserver observer, Clock clock) {
    this.producer = producer;
    this.topic = topic;
    this.observer = observer;
    this.clock = clock;
  }

  /**
   * Creates a listener with its own client. It connects with the first token.
   *
   * @param maxWait longest wait for room, and for the topic to be known
   * @throws KafkaClientException when a client cannot be created from the settings
   */
  public static KafkaTokens create(
      KafkaClientSettings settings,
      String topic,
      Duration maxWait,
      TokenObserver observer,
      Clock clock) {
    Map<String, Object> properties = settings.producerProperties();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, settings.clientId() + "-tokens");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, maxWait.toMillis());
    return new KafkaTokens(
        ClientConfigError.explaining(settings, () -> new KafkaProducer<>(properties)),
        topic,
        observer,
        clock);
  }

  @Override
  public Optional<String> applied(AppliedEvent event, Duration timeout)
      throws InterruptedException {
    if (!TokenPlanner.hasOrg(event.metadata())) {
      observer.skipped(SkipReason.NO_ORG, 1);
    } else if (event.token().isEmpty()) {
      observer.skipped(SkipReason.NO_TOKEN, 1);
    } else if (isPaused()) {
      count(new TimeoutException("no attempt so soon after one that waited in vain"));
    } else {
      send(event.metadata(), event.token().get());
    }
    String problem = failure.getAndSet("");
    return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
  }

  /** Returns the number of records that no broker has acknowledged yet. */
  public int pending() {
    return unacknowledged.size();
  }

  /** Returns the age of the oldest record that is not acknowledged; zero if there is none. */
  public Duration oldestAge() {
    Map.Entry<Long, Long> oldest = unacknowledged.firstEntry();
    return oldest == null
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, clock.nanoTime() - oldest.getValue()));
  }

  /** Sends what waits, and closes the connections, within a few seconds at most. */
  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  private void send(EventMetadata event, ConsistencyToken token) throws InterruptedException {
    Long number = numbers.incrementAndGet();
    long begun = clock.nanoTime();
    unacknowledged.put(number, begun);
    try {
      Future<RecordMetadata> sent =
          producer.send(
              new ProducerRecord<>(topic, event.orgId().getBytes(UTF_8), value(event, token)),
              (metadata, thrown) -> finished(number, thrown));
      refusal(sent).ifPresent(cause -> pauseIfSlow(cause, begun));
    } catch (InterruptException interrupted) {
      unacknowledged.remove(number);
      throw new InterruptedException("interrupted while sending a consistency token");
    } catch (KafkaException | IllegalStateException thrown) {
      finished(number, thrown);
      pauseIfSlow(thrown, begun);
    }
  }

  /** Returns why the client gave up before it took the record; empty if it took it. */
  private static Optional<Throwable> refusal(Future<RecordMetadata> sent)
      throws InterruptedException {
    if (!sent.isDone()) {
      return Optional.empty();
    }
    try {
      sent.get();
      return Optional.empty();
    } catch (ExecutionException failed) {
      return Optional.of(failed).map(Throwable::getCause);
    }
  }

  /**
   * Makes no further attempt for a while after one in vain that took its time: for a topic that is
   * missing, a right or a login, the client waits before it fails.
   */
  private void pauseIfSlow(Throwable cause, long begun) {
    long now = clock.nanoTime();
    if (cause instanceof TimeoutException || now - begun > SLOW.toNanos()) {
      pausedUntil = now + PAUSE.toNanos();
    }
  }

  /** Counts the result of a record, once: a record that is refused may have two. */
  private void finished(Long number, @Nullable Exception thrown) {
    if (unacknowledged.remove(number) == null) {
      return;
    }
    if (thrown == null) {
      observer.written(TokenKind.TOKEN, 1);
    } else {
      count(thrown);
    }
  }

  private void count(Exception thrown) {
    observer.dropped(DropReason.SEND_FAILED, 1);
    failure.set("no consistency token could be sent to %s: %s".formatted(topic, thrown));
  }

  private boolean isPaused() {
    Long until = pausedUntil;
    return until != null && clock.nanoTime() - until < 0;
  }

  private byte[] value(EventMetadata event, ConsistencyToken token) {
    return FieldWriter.object(
            token,
            (it, json) -> {
              json.text("token", it.value());
              json.text("event_id", event.eventId());
              json.text("event_type", event.eventType());
              json.text("time", clock.now().toString());
            })
        .getBytes(UTF_8);
  }
}
