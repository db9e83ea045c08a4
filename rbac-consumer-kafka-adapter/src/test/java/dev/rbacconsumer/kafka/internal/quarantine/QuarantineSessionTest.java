package dev.rbacconsumer.kafka.internal.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session does after failures of the client, which a real broker does not produce. */
class QuarantineSessionTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final ParkedRecord FIRST = ParkedRecords.failed(new PartitionId("outbox", 1), 5);
  private static final ParkedRecord SECOND = ParkedRecords.failed(new PartitionId("outbox", 1), 6);

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final QuarantineSession session =
      new QuarantineSession(producer, "group", new PartitionId("quarantine", 1), Map.of());

  @BeforeEach
  void initialize() {
    producer.initTransactions();
  }

  @AfterEach
  void clearInterrupt() {
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void commitWithoutAnAnswerLosesTheSessionSinceOnlyAnotherOneCanSeeWhetherItIsDone()
      throws Exception {
    producer.commitTransactionException = new TimeoutException("no answer");
    assertThat(session.park(FIRST, SOON)).isPresent();

    assertThat(session.isLost()).isTrue();
    assertThat(producer.transactionAborted()).isFalse();
    producer.commitTransactionException = null;
    assertThat(session.park(SECOND, SOON))
        .hasValueSatisfying(
            it -> assertThat(it.message()).endsWith("the quarantine has to be opened again"));
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void commitThatIsInterruptedLosesTheSession() {
    producer.commitTransactionException = new InterruptException("interrupted");
    // The constructor of the exception interrupts the thread.
    assertThat(Thread.interrupted()).isTrue();

    assertThatThrownBy(() -> session.park(FIRST, SOON)).isInstanceOf(InterruptedException.class);

    assertThat(session.isLost()).isTrue();
  }

  @Test
  void refusedEntryIsAbortedAndTheNextOneIsWritten() throws Exception {
    producer.sendException = new TopicAuthorizationException("not allowed");
    Optional<Outcome.RetryLater> refused = session.park(FIRST, SOON);
    assertThat(refused).hasValueSatisfying(it -> assertThat(it.message()).contains("not allowed"));
    assertThat(session.isLost()).isFalse();

    producer.sendException = null;
    assertThat(session.park(SECOND, SOON)).isEmpty();

    assertThat(keys()).containsExactly("group/outbox-1@6/" + ParkedRecords.LOG);
  }

  @Test
  void abortWithoutAnAnswerIsRepeatedByTheNextCall() throws Exception {
    producer.sendException = new TimeoutException("no leader");
    producer.abortTransactionException = new TimeoutException("no answer");
    assertThat(session.park(FIRST, SOON)).isPresent();
    assertThat(session.isLost()).isFalse();

    producer.sendException = null;
    producer.abortTransactionException = null;
    assertThat(session.park(FIRST, SOON)).isEmpty();

    assertThat(keys()).containsExactly("group/outbox-1@5/" + ParkedRecords.LOG);
  }

  @Test
  void sessionThatCannotAbortIsLost() throws Exception {
    producer.commitTransactionException = new KafkaException("error state");
    producer.abortTransactionException = new ProducerFencedException("a newer producer");
    assertThat(session.park(FIRST, SOON))
        .hasValueSatisfying(it -> assertThat(it.message()).contains("a newer producer"));
    assertThat(session.isLost()).isTrue();

    producer.commitTransactionException = null;
    producer.abortTransactionException = null;

    assertThat(session.park(FIRST, SOON))
        .hasValueSatisfying(
            it -> assertThat(it.message()).endsWith("the quarantine has to be opened again"));
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void fencedProducerIsLost() throws Exception {
    producer.fenceProducer();

    assertThat(session.release(FIRST, SOON)).isPresent();

    assertThat(session.isLost()).isTrue();
  }

  @Test
  void entryThatIsNotAcknowledgedInTimeIsAborted() throws Exception {
    MockProducer<byte[], byte[]> silent =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    silent.initTransactions();
    var waiting =
        new QuarantineSession(silent, "group", new PartitionId("quarantine", 1), Map.of());

    Optional<Outcome.RetryLater> unanswered = waiting.park(FIRST, Duration.ofMillis(1));

    assertThat(unanswered).isPresent();
    assertThat(silent.transactionAborted()).isTrue();
    assertThat(waiting.isLost()).isFalse();
  }

  @Test
  void closedSessionWritesNothingMoreAndKeepsTheInterrupt() throws Exception {
    Thread.currentThread().interrupt();
    session.close();
    assertThat(Thread.interrupted()).isTrue();

    assertThat(session.park(FIRST, SOON)).isPresent();

    assertThat(producer.closed()).isTrue();
    assertThat(session.isLost()).isTrue();
  }

  private List<String> keys() {
    return producer.history().stream().map(it -> new String(it.key(), UTF_8)).toList();
  }
}
