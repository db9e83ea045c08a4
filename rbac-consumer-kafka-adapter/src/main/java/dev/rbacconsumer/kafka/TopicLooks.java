package dev.rbacconsumer.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the brokers say of one topic, beside what the client of a group can tell: which topic it is,
 * of all that had its name, and what was written that cannot be read yet. Confined to the thread of
 * the source.
 */
final class TopicLooks {
  private static final Logger log = LoggerFactory.getLogger(TopicLooks.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Supplier<Admin> connect;
  private final String topic;
  private final Duration timeout;
  private @Nullable Admin admin;
  private @Nullable KafkaFuture<TopicDescription> pending;
  private long nextLook = System.nanoTime();
  private boolean toldOfNoIdentity;

  /**
   * @param connect makes a client of the brokers, which is closed with this
   * @param timeout longest wait for an answer
   */
  TopicLooks(Supplier<Admin> connect, String topic, Duration timeout) {
    this.connect = connect;
    this.topic = topic;
    this.timeout = timeout;
  }

  /** Asks for everything at once, and waits for nothing. */
  Look begin(Set<TopicPartition> partitions) {
    ListOffsetsOptions written =
        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(millis());
    return new Look(
        describe(),
        admin().listOffsets(all(partitions, OffsetSpec.earliest()), written).all(),
        admin().listOffsets(all(partitions, OffsetSpec.latest()), written).all());
  }

  /**
   * Which topic it is now, asked every few seconds. Never waits: an answer is told by a later call,
   * and none where it failed, since the next look is near.
   */
  Optional<String> passingLook() {
    KafkaFuture<TopicDescription> asked = pending;
    long now = System.nanoTime();
    if (asked == null) {
      if (now - nextLook >= 0) {
        pending = describe();
      }
      return Optional.empty();
    }
    if (!asked.isDone()) {
      return Optional.empty();
    }
    pending = null;
    nextLook = now + INTERVAL.toNanos();
    try {
      return identity(asked);
    } catch (KafkaException failure) {
      log.debug("Could not look at {}", topic, failure);
      return Optional.empty();
    }
  }

  void close() {
    Admin open = admin;
    if (open != null) {
      open.close(Duration.ZERO);
    }
  }

  private KafkaFuture<TopicDescription> describe() {
    return Objects.requireNonNull(
        admin()
            .describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(millis()))
            .topicNameValues()
            .get(topic));
  }

  /** Made when first needed: it connects at once. */
  private Admin admin() {
    Admin open = admin;
    if (open == null) {
      open = connect.get();
      admin = open;
    }
    return open;
  }

  private int millis() {
    return Math.toIntExact(Math.min(Integer.MAX_VALUE, timeout.toMillis()));
  }

  private static Map<TopicPartition, OffsetSpec> all(
      Set<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    return asked;
  }

  /** Brokers that do not tell are no reason not to read; only, the topic is not compared then. */
  private Optional<String> identity(KafkaFuture<TopicDescription> asked) {
    try {
      Uuid id = await(asked).topicId();
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

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw cause instanceof KafkaException kafka ? kafka : new KafkaException(cause);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new TimeoutException("no answer about topic " + topic + " within " + timeout, late);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /** Answers that are on their way. Each method waits for its own. */
  final class Look {
    private final KafkaFuture<TopicDescription> description;
    private final KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> begins;
    private final KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends;

    private Look(
        KafkaFuture<TopicDescription> description,
        KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> begins,
        KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends) {
      this.description = description;
      this.begins = begins;
      this.ends = ends;
    }

    /** The id of the topic; empty where the brokers do not tell it. */
    Optional<String> identity() {
      return TopicLooks.this.identity(description);
    }

    /** Where each partition begins. */
    Map<TopicPartition, ListOffsetsResultInfo> begins() {
      return await(begins);
    }

    /** Where each partition ends, with what cannot be read yet. */
    Map<TopicPartition, ListOffsetsResultInfo> ends() {
      return await(ends);
    }
  }
}
