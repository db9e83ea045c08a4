package dev.rbacconsumer.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A dead letter that is not known to be durable never counts as kept. */
class UnwrittenDeadLettersTest {
  private static final DeadLetter LETTER =
      new DeadLetter(
          new SourceRecord(
              new PartitionId("outbox", 0), new Offset(0), -1, null, new byte[1], List.of()),
          new Failure(FailureClass.MALFORMED, "malformed_json", "not JSON"),
          Instant.EPOCH,
          Optional.empty());

  /** Leaves every record without an acknowledgement, unless told otherwise. */
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());

  private final KafkaDeadLetters letters = new KafkaDeadLetters(producer, "dead", "app");

  @Test
  void withoutAnAcknowledgementInTimeItIsNotKept() throws Exception {
    Optional<Outcome.RetryLater> problem = letters.keep(LETTER, Duration.ofMillis(1));

    assertThat(producer.history()).hasSize(1);
    assertThat(problem).map(Outcome.RetryLater::reason).contains("dead_letter_not_written");
    assertThat(problem.orElseThrow().message()).contains("dead").contains("TimeoutException");
  }

  @Test
  void whatTheProducerRefusesIsNotKept() throws Exception {
    producer.sendException = new NotEnoughReplicasException("one of two");

    assertThat(letters.keep(LETTER, Duration.ofSeconds(10)))
        .map(Outcome.RetryLater::message)
        .hasValueSatisfying(message -> assertThat(message).contains("one of two"));
  }

  @Test
  void anInterruptBeforeTheAcknowledgementIsPassedOn() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> letters.keep(LETTER, Duration.ofSeconds(10)))
        .isInstanceOf(InterruptedException.class);
  }
}
