package dev.rbacconsumer.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Finds the partition that holds the batch that a poll could not read. Most exceptions of the
 * client name it. For the others, each partition is polled alone, and the one whose poll throws
 * again is the result. Confined to the source thread.
 */
final class UnreadableBatchFinder {
  /** Long enough for the client to discard its fetched records of a partition. */
  private static final Duration BRIEFLY = Duration.ofMillis(100);

  /** Long enough for a broker to answer; a partition with a damaged batch always has records. */
  private static final Duration ALONE = Duration.ofSeconds(1);

  /** Part of the client's message about an unknown error code in the response to a fetch. */
  private static final String UNEXPECTED_CODE = "while fetching at offset";

  private static final String CALLBACK = "User rebalance callback";

  private final Consumer<byte[], byte[]> client;
  private final DeliveredPositions delivered;
  private int turns;

  UnreadableBatchFinder(Consumer<byte[], byte[]> client, DeliveredPositions delivered) {
    this.client = client;
    this.delivered = delivered;
  }

  /**
   * Finds the partition that caused a poll to fail. Leaves the client at the delivered positions,
   * without fetched records of that partition.
   *
   * @param thrown by the poll
   * @return empty if the failure concerns no single partition
   */
  Optional<TopicPartition> find(Throwable thrown) {
    Optional<TopicPartition> found = Optional.empty();
    if (thrown instanceof RecordDeserializationException undecodable) {
      found = Optional.of(undecodable.topicPartition());
    } else if (isAboutRecords(thrown)) {
      found = named(thrown).or(this::searched);
    } else if (String.valueOf(thrown.getMessage()).contains(UNEXPECTED_CODE)) {
      found = named(thrown);
    }
    found.ifPresent(this::discard);
    return found;
  }

  /**
   * Returns whether an exception may come from the records, and not from the group or a connection.
   */
  private static boolean isAboutRecords(Throwable thrown) {
    boolean isPlain =
        thrown.getClass() == KafkaException.class
            && !String.valueOf(thrown.getMessage()).startsWith(CALLBACK);
    boolean isForeign =
        !(thrown instanceof KafkaException) && !(thrown instanceof IllegalStateException);
    return isPlain
        || isForeign
        || thrown instanceof SerializationException
        || thrown instanceof CorruptRecordException
        || thrown instanceof InvalidRecordException
        || thrown instanceof RecordTooLargeException;
  }

  private Optional<TopicPartition> named(Throwable thrown) {
    Set<TopicPartition> named = new HashSet<>();
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      String text = String.valueOf(cause.getMessage());
      client.assignment().stream().filter(it -> names(text, it)).forEach(named::add);
      cause = cause.getCause();
    }
    return named.size() == 1 ? Optional.of(named.iterator().next()) : Optional.empty();
  }

  private static boolean names(String text, TopicPartition partition) {
    return Pattern.compile("(?<![\\w.-])" + Pattern.quote(partition.toString()) + "(?![\\w.-]*\\w)")
        .matcher(text)
        .find();
  }

  /** Polls one partition after the other, and begins with a different one each time. */
  private Optional<TopicPartition> searched() {
    List<TopicPartition> candidates = new ArrayList<>(delivered.partitions());
    candidates.removeAll(client.paused());
    candidates.sort((a, b) -> Integer.compare(a.partition(), b.partition()));
    Set<TopicPartition> reading = Set.copyOf(candidates);
    Optional<TopicPartition> found = Optional.empty();
    int turn = turns++;
    for (int i = 0; i < candidates.size() && found.isEmpty(); i++) {
      TopicPartition candidate = candidates.get((i + turn) % candidates.size());
      setAside(candidates);
      if (client.assignment().contains(candidate)) {
        client.seek(candidate, delivered.of(candidate).orElse(0));
        client.resume(List.of(candidate));
        if (throwsAgain(ALONE)) {
          setAside(candidates);
          found = throwsAgain(BRIEFLY) ? Optional.empty() : Optional.of(candidate);
          break;
        }
      }
    }
    restore(reading);
    return found;
  }

  /** Stops the client from reading these partitions, and from using their fetched records. */
  private void setAside(List<TopicPartition> partitions) {
    Set<TopicPartition> ours = new HashSet<>(partitions);
    ours.retainAll(client.assignment());
    client.pause(ours);
    ours.forEach(partition -> client.seek(partition, delivered.of(partition).orElse(0) + 1));
  }

  /**
   * Makes the client discard its fetched records of a partition; otherwise it would return them
   * again.
   */
  private void discard(TopicPartition partition) {
    Set<TopicPartition> reading = new HashSet<>(client.assignment());
    reading.removeAll(client.paused());
    if (!reading.contains(partition) || delivered.of(partition).isEmpty()) {
      return;
    }
    client.pause(reading);
    client.resume(List.of(partition));
    client.seek(partition, delivered.of(partition).orElse(0) + 1);
    throwsAgain(BRIEFLY);
    restore(reading);
  }

  private void restore(Set<TopicPartition> reading) {
    Set<TopicPartition> ours = new HashSet<>(reading);
    ours.retainAll(delivered.partitions()); // A newly assigned one waits for its position.
    client.resume(ours);
    delivered.rewind();
  }

  /**
   * Polls, and returns whether the poll throws again. Its records are not delivered, so they are
   * read again.
   */
  private boolean throwsAgain(Duration wait) {
    try {
      client.poll(wait);
      return false;
    } catch (WakeupException woken) {
      return false;
    } catch (RuntimeException | LinkageError thrown) {
      return true;
    }
  }
}
