package dev.rbacconsumer.kafka.internal.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.kafka.KafkaErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entries of one partition, each in a transaction of its own. The transactions of a
 * later session end those of this one.
 *
 * <p>It never starts over by itself: the call that would, {@code initTransactions}, would fence a
 * newer owner. After an error that only this call could cure, the session is lost. So it is after a
 * commit without an answer: whether the entry is in force is known once the quarantine is read
 * again.
 */
final class QuarantineSession implements QuarantineStore.Session {
  private static final String REASON = FailureReason.QUARANTINE_NOT_WRITTEN.word();
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  /** States of the transaction of the last call. */
  private enum State {
    READY,
    /** A transaction was begun: abort it. */
    OPEN,
    /** A transaction is being committed: without an answer, only who opens next knows of it. */
    COMMITTING,
    LOST
  }

  private final Producer<byte[], byte[]> producer;
  private final String group;
  private final PartitionId home;
  private final List<ParkedRecord> parked;
  private final Map<String, PartitionId> places = new HashMap<>();
  private State state = State.READY;
  private String whyLost = "";

  /**
   * @param producer producer whose transactions are initialized; closed with this object
   * @param home partition of the quarantine topic for new entries
   * @param found entries in force, by key, each with its partition
   */
  QuarantineSession(
      Producer<byte[], byte[]> producer,
      String group,
      PartitionId home,
      Map<String, EntryTable.Row> found) {
    this.producer = producer;
    this.group = group;
    this.home = home;
    List<ParkedRecord> records = new ArrayList<>();
    found.forEach(
        (key, row) -> {
          records.add(row.entry().parked());
          places.put(key, row.stored());
        });
    records.sort(
        Comparator.comparing(ParkedRecord::offset).thenComparing(it -> it.log().orElse("")));
    this.parked = List.copyOf(records);
  }

  @Override
  public List<ParkedRecord> parked() {
    return parked;
  }

  @Override
  public Optional<Outcome.RetryLater> park(ParkedRecord record, Duration timeout)
      throws InterruptedException {
    String key = EntryFormat.key(group, record);
    ProducerRecord<byte[], byte[]> entry = entry(key, EntryFormat.value(record));
    EntryFormat.headers(group, record).forEach(it -> entry.headers().add(it.name(), it.value()));
    return write(entry, timeout);
  }

  @Override
  public Optional<Outcome.RetryLater> release(ParkedRecord record, Duration timeout)
      throws InterruptedException {
    return write(entry(EntryFormat.key(group, record), null), timeout);
  }

  @Override
  public boolean isLost() {
    return state == State.LOST;
  }

  @Override
  public void close() {
    close(producer);
    lose("it is closed");
  }

  /** Closes a producer within a second. Never throws. */
  static void close(Producer<byte[], byte[]> producer) {
    // An interrupted thread would not wait for the client, which then throws.
    boolean interrupted = Thread.interrupted();
    try {
      producer.close(CLOSE_TIMEOUT);
    } catch (KafkaException notInOrder) {
      // The next owner aborts what is left open.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns an entry at the place that its key has, so that no partition keeps an older one. */
  private ProducerRecord<byte[], byte[]> entry(String key, byte @Nullable [] value) {
    PartitionId place = places.computeIfAbsent(key, it -> home);
    return new ProducerRecord<>(place.topic(), place.number(), key.getBytes(UTF_8), value);
  }

  private Optional<Outcome.RetryLater> write(ProducerRecord<byte[], byte[]> entry, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    if (state == State.LOST) {
      return problem(whyLost);
    }
    try {
      finishEarlier();
      producer.beginTransaction();
      state = State.OPEN;
      // The send may already have waited for metadata of the topic.
      var sent = producer.send(entry);
      sent.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      state = State.COMMITTING;
      producer.commitTransaction();
      state = State.READY;
      return Optional.empty();
    } catch (InterruptException interrupted) {
      if (state == State.COMMITTING) {
        lose("a commit was interrupted");
      }
      throw new InterruptedException("interrupted while writing to the quarantine");
    } catch (ExecutionException thrown) {
      return failed(thrown.getCause() == null ? thrown : thrown.getCause());
    } catch (TimeoutException | KafkaException | IllegalStateException thrown) {
      return failed(thrown);
    }
  }

  /** Ends the transaction of an earlier call. */
  private void finishEarlier() {
    if (state == State.OPEN) {
      producer.abortTransaction();
    }
    state = State.READY;
  }

  private Optional<Outcome.RetryLater> failed(Throwable thrown) throws InterruptedException {
    boolean isUnanswered = thrown instanceof org.apache.kafka.common.errors.TimeoutException;
    if (state == State.READY || (state == State.COMMITTING && isUnanswered)) {
      lose(KafkaErrors.chain(thrown));
    } else {
      abort();
    }
    return problem(state == State.LOST ? whyLost : KafkaErrors.chain(thrown) + advice(thrown));
  }

  private void abort() throws InterruptedException {
    try {
      state = State.OPEN;
      producer.abortTransaction();
      state = State.READY;
    } catch (InterruptException interrupted) {
      throw new InterruptedException("interrupted while writing to the quarantine");
    } catch (org.apache.kafka.common.errors.TimeoutException unanswered) {
      // The next call aborts it again.
    } catch (KafkaException | IllegalStateException fatal) {
      lose(KafkaErrors.chain(fatal));
    }
  }

  private void lose(String why) {
    if (state != State.LOST) {
      state = State.LOST;
      whyLost = why + "; the quarantine has to be opened again";
    }
  }

  private Optional<Outcome.RetryLater> problem(String why) {
    return Optional.of(
        new Outcome.RetryLater(
            REASON, "nothing could be written to the quarantine %s: %s".formatted(home, why)));
  }

  private static String advice(Throwable thrown) {
    return thrown instanceof RecordTooLargeException
        ? "; raise max.message.bytes of the topic above that of the topic that is read: parked"
            + " messages have further headers"
        : "";
  }
}
