package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.CommittedStatesCallback;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.runtime.ConsumerThreads;
import dev.rbacconsumer.core.runtime.SystemClock;
import dev.rbacconsumer.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

/** How long a new partition waits for its first read, once its start point is known. */
class StartPointAnswerTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final TopicPartition T0 = AdminMocks.PARTITION;
  private static final Duration LONG = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Admin admin = AdminMocks.answering();
  private final WaitingConsumer consumer = new WaitingConsumer();
  private final List<Duration> waits = new ArrayList<>();
  private final KafkaMessageSource source =
      new KafkaMessageSource(
          consumer,
          () -> admin,
          "outbox",
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          HeadReader.none(),
          new SystemClock(),
          ConsumerThreads.plain());

  /**
   * The answer ends the wait of one poll, and is delivered in the next one, in which the partition
   * is still paused: only after it can the partition be read.
   */
  @Test
  void pollThatDeliversAStartPointDoesNotWait() throws Exception {
    KafkaFutureImpl<Map<TopicPartition, OffsetAndMetadata>> commits = new KafkaFutureImpl<>();
    source.open(new Listener());
    consumer.updateBeginningOffsets(Map.of(T0, 0L));
    consumer.rebalance(List.of(T0));
    consumer.onPoll = waits::add;
    // The regular questions are asked and answered first.
    Eventually.get(this::latestWaits, List.of(LONG, LONG, LONG)::equals, SOON);

    AdminMocks.commits(admin, commits);
    consumer.wakeups.drainPermits();
    Found found = new Found();
    source.requestCommittedStates(Set.of(P0), found);
    consumer.onPoll =
        wait -> {
          waits.add(wait);
          if (!wait.isZero() && commits.complete(Map.of(T0, new OffsetAndMetadata(3)))) {
            consumer.awaitWakeup();
          }
        };
    Eventually.get(this::latestWaits, latest -> found.isCalled, SOON);

    assertThat(waits).last().isEqualTo(Duration.ZERO);
  }

  /** Polls, and returns how long the latest polls could wait, at most three. */
  private List<Duration> latestWaits() {
    try {
      source.poll(LONG);
    } catch (SourceException failure) {
      throw new IllegalStateException(failure);
    }
    return List.copyOf(waits.subList(Math.max(0, waits.size() - 3), waits.size()));
  }

  /** Receives a start point. */
  private static final class Found implements CommittedStatesCallback {
    private boolean isCalled;

    @Override
    public void found(Map<PartitionId, CommittedState> starts) {
      isCalled = true;
    }

    @Override
    public void failed(SourceException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** A client that shows how long it may wait, and counts what wakes it. */
  private static final class WaitingConsumer extends MockConsumer<byte[], byte[]> {
    private final Semaphore wakeups = new Semaphore(0);
    private Consumer<Duration> onPoll = wait -> {};

    WaitingConsumer() {
      super("none");
    }

    /** Takes no lock, which a poll in progress holds. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void wakeup() {
      wakeups.release();
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      onPoll.accept(timeout);
      return super.poll(timeout);
    }

    private void awaitWakeup() {
      try {
        assertThat(wakeups.tryAcquire(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  private static final class Listener implements AssignmentListener {
    @Override
    public void assigned(Set<PartitionId> partitions) {}

    @Override
    public void revoked(Set<PartitionId> partitions) {}

    @Override
    public void lost(Set<PartitionId> partitions) {}

    @Override
    public void positionsOutOfRange(Set<PartitionId> partitions) {}

    @Override
    public void unreadable(PartitionId partition, UnreadableBatch batch) {}
  }
}
