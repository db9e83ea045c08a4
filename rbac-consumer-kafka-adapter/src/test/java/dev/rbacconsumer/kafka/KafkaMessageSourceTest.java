package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.runtime.ConsumerThreads;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the source makes of what its client does; without a broker. */
class KafkaMessageSourceTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final TopicPartition T0 = new TopicPartition("outbox", 0);
  private static final TopicPartition T1 = new TopicPartition("outbox", 1);
  private static final Map<PartitionId, Commit> COMMIT =
      Map.of(P0, Commit.of(new CommitPosition(1)));

  private final FailingConsumer consumer = new FailingConsumer();
  private final List<String> reported = new ArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile boolean brokersHang;
  private long now = 1;
  private final KafkaMessageSource source =
      new KafkaMessageSource(
          consumer,
          this::connect,
          "outbox",
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          HeadReader.none(),
          new NanoClock(),
          ConsumerThreads.plain());

  @BeforeEach
  void assign() throws SourceException {
    source.open(new Listener());
    consumer.updateBeginningOffsets(Map.of(T0, 0L, T1, 0L));
    consumer.rebalance(List.of(T0, T1));
    source.seek(Map.of(P0, new CommitPosition(0), P1, new CommitPosition(0)));
    source.resume(Set.of(P0, P1));
  }

  /**
   * The client may move positions on and then throw: an idle lane would commit past the records.
   */
  @Test
  void recordsThatAPollDroppedWithItsExceptionAreReadAgain() throws Exception {
    append(T0, 0);
    append(T1, 0);
    consumer.throwAfterReading = new AuthorizationException("not allowed");
    assertThatThrownBy(() -> source.poll(Duration.ZERO)).isInstanceOf(SourceException.class);
    assertThat(source.positions(Set.of(P0, P1)))
        .containsEntry(P0, new CommitPosition(0))
        .containsEntry(P1, new CommitPosition(0));

    append(T0, 0);
    append(T1, 0);
    assertThat(source.poll(Duration.ZERO)).hasSize(2);
  }

  @Test
  void recordsAreReadAgainWhereSomethingBehindThePollThrows() throws Exception {
    append(T0, 0);
    consumer.lagThrows = true;
    assertThatThrownBy(() -> source.poll(Duration.ZERO)).isInstanceOf(SourceException.class);
    assertThat(source.positions(Set.of(P0))).containsEntry(P0, new CommitPosition(0));

    consumer.lagThrows = false;
    append(T0, 0);
    assertThat(source.poll(Duration.ZERO)).hasSize(1);
    assertThat(source.positions(Set.of(P0))).containsEntry(P0, new CommitPosition(1));
  }

  /**
   * A broker answers a fetch with the last stable offset from before it read the records: the
   * client's lag is then below zero until the next answer.
   */
  @Test
  void aPartitionEndsNoEarlierThanBehindTheRecordsThatWereRead() throws Exception {
    brokersHang = true;
    source.observation().positioned(Set.of(T0), Snapshots.of(T0, 0, 0, 0));
    append(T0, 0);
    append(T0, 1);
    consumer.lag = OptionalLong.of(-1);
    source.poll(Duration.ZERO);
    assertThat(source.observation().report(P0).orElseThrow().end().value()).isEqualTo(2);

    append(T0, 2);
    consumer.lag = OptionalLong.of(3);
    source.poll(Duration.ZERO);
    assertThat(source.observation().report(P0).orElseThrow().end().value()).isEqualTo(6);
  }

  @Test
  void aPartitionThatAnExceptionNamesIsReportedAndPaused() throws Exception {
    consumer.damaged = T1;
    consumer.says =
        "Received exception when fetching the next record from outbox-1. If needed, please seek";

    assertThat(source.poll(Duration.ZERO)).isEmpty();

    assertThat(reported).containsExactly("unreadable outbox-1 at 0");
    assertThat(consumer.paused()).containsExactly(T1);
    append(T0, 0);
    assertThat(source.poll(Duration.ZERO)).extracting(SourceRecord::partition).containsExactly(P0);
  }

  @Test
  void aPartitionThatNoExceptionNamesIsFoundByReadingEachAlone() throws Exception {
    consumer.damaged = T1;
    consumer.says = "Unknown compression type id: 7";

    assertThat(source.poll(Duration.ZERO)).isEmpty();

    assertThat(reported).containsExactly("unreadable outbox-1 at 0");
    assertThat(consumer.paused()).containsExactly(T1);
    assertThat(consumer.position(T0)).isZero();
  }

  @Test
  void aFailureThatComesWithNoPartitionBeingReadBlamesNone() {
    consumer.throwAlways = new IllegalArgumentException("something else");

    assertThatThrownBy(() -> source.poll(Duration.ZERO))
        .isInstanceOfSatisfying(
            SourceException.class, failure -> assertThat(failure.isPassing()).isTrue());

    assertThat(reported).isEmpty();
    assertThat(consumer.paused()).isEmpty();
  }

  @Test
  void aCallbackThatFailsIsNotTakenForAPartition() {
    consumer.throwAlways =
        new KafkaException(
            "User rebalance callback throws an error",
            new IllegalStateException("outbox-1: the lane died of a defect"));

    assertThatThrownBy(() -> source.poll(Duration.ZERO)).isInstanceOf(SourceException.class);

    assertThat(reported).isEmpty();
  }

  @Test
  void afterAPauseOfTheProcessNothingIsCommittedNotEvenAtTheEnd() throws Exception {
    source.poll(Duration.ZERO);
    now += Duration.ofSeconds(60).toNanos();
    List<SourceException> failures = new ArrayList<>();

    assertThatThrownBy(() -> source.commitNow(COMMIT, Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(
            SourceException.class, failure -> assertThat(failure.isPassing()).isTrue());
    source.commitLater(COMMIT, failures::add);
    source.poll(Duration.ZERO);
    source.commitLater(COMMIT, failures::add);
    source.poll(Duration.ZERO);

    assertThat(failures).hasSize(2).doesNotContainNull();
    assertThat(consumer.committed(Set.of(T0))).doesNotContainKey(T0);
  }

  @Test
  void aPollThatBeganLongAgoProvesNothing() throws Exception {
    consumer.whilePolling = () -> now += Duration.ofSeconds(60).toNanos();
    source.poll(Duration.ZERO);

    assertThatThrownBy(() -> source.commitNow(COMMIT, Duration.ofSeconds(1)))
        .isInstanceOf(SourceException.class);
    assertThat(consumer.committed(Set.of(T0))).doesNotContainKey(T0);
  }

  @Test
  void aMemberThatPollsCommits() throws Exception {
    source.poll(Duration.ZERO);

    source.commitNow(COMMIT, Duration.ofSeconds(1));

    assertThat(consumer.committed(Set.of(T0))).containsEntry(T0, new OffsetAndMetadata(1, ""));
  }

  @Test
  void pollsThatWaitInVainDoNotKeepAMemberFromCommitting() throws Exception {
    consumer.onWait = timeout -> now += timeout.plusMillis(100).toNanos();
    source.poll(Duration.ofSeconds(60));
    source.poll(Duration.ofSeconds(60));

    source.commitNow(COMMIT, Duration.ofSeconds(1));

    assertThat(consumer.committed(Set.of(T0))).containsEntry(T0, new OffsetAndMetadata(1, ""));
  }

  @Test
  void aCommitThatTheGroupRefusesEndsNothing() throws Exception {
    source.poll(Duration.ZERO);
    consumer.commitFails = new CommitFailedException("the group has rebalanced");

    assertThatThrownBy(() -> source.commitNow(COMMIT, Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(
            SourceException.class, failure -> assertThat(failure.isPassing()).isTrue());
  }

  private void append(TopicPartition partition, long offset) {
    consumer.addRecord(
        new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, new byte[1]));
  }

  private final class Listener implements AssignmentListener {
    @Override
    public void assigned(Set<PartitionId> partitions) {}

    @Override
    public void revoked(Set<PartitionId> partitions) {}

    @Override
    public void lost(Set<PartitionId> partitions) {}

    @Override
    public void positionsOutOfRange(Set<PartitionId> partitions) {
      reported.add("outOfRange " + partitions);
    }

    @Override
    public void unreadable(PartitionId partition, UnreadableBatch batch) {
      reported.add("unreadable %s at %s".formatted(partition, batch.position()));
    }
  }

  /** A client that fails as the real one does. */
  private static final class FailingConsumer extends MockConsumer<byte[], byte[]> {
    @Nullable RuntimeException throwAfterReading;
    @Nullable RuntimeException throwAlways;
    @Nullable RuntimeException commitFails;
    @Nullable TopicPartition damaged;
    String says = "";
    boolean lagThrows;
    OptionalLong lag = OptionalLong.empty();
    Runnable whilePolling = () -> {};
    Consumer<Duration> onWait = timeout -> {};

    FailingConsumer() {
      super("none");
    }

    /** Ignored: answers about the topic wake the source at any moment, and that poll is empty. */
    @Override
    public void wakeup() {}

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      whilePolling.run();
      onWait.accept(timeout);
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      RuntimeException failure = throwAfterReading;
      throwAfterReading = null;
      if (failure != null) {
        throw failure;
      }
      if (throwAlways != null) {
        throw throwAlways;
      }
      TopicPartition bad = damaged;
      if (bad != null && !paused().contains(bad) && position(bad) == 0) {
        throw says.startsWith("Unknown")
            ? new IllegalArgumentException(says)
            : new KafkaException(says);
      }
      return records;
    }

    @Override
    public synchronized OptionalLong currentLag(TopicPartition partition) {
      if (lagThrows) {
        throw new IllegalStateException("no lag");
      }
      return lag;
    }

    @Override
    public synchronized void commitSync(
        Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      if (commitFails != null) {
        throw commitFails;
      }
      super.commitSync(new HashMap<>(offsets), timeout);
    }
  }

  private Admin connect() {
    if (brokersHang) {
      try {
        never.await();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
    throw new KafkaException("no broker");
  }

  /** Clock whose monotonic time the test sets. */
  private final class NanoClock implements Clock {
    @Override
    public Instant now() {
      return Instant.ofEpochSecond(0, now);
    }

    @Override
    public long nanoTime() {
      return now;
    }
  }
}
