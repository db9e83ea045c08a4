package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.ArgumentCaptor;

/** Failures of the consumer client that a real one has too seldom for a test. */
final class SourceFailuresTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final TopicPartition T0 = new TopicPartition("outbox", 0);
  private static final Map<PartitionId, Commit> COMMIT =
      Map.of(P0, Commit.of(new CommitPosition(4)));
  private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
      Map.of(T0, new OffsetAndMetadata(4, ""));

  private final Consumer<byte[], byte[]> consumer = consumer();
  private final List<SourceException> finished = new ArrayList<>();
  private final Listener listener = new Listener();
  private final KafkaMessageSource source =
      new KafkaMessageSource(
          consumer,
          () -> {
            throw new KafkaException("no broker");
          },
          "outbox",
          LONG);

  @BeforeEach
  void join() throws SourceException {
    source.open(listener);
    source.poll(Duration.ZERO);
    source.seek(Map.of(P0, new CommitPosition(3)));
  }

  static Stream<RuntimeException> passing() {
    return Stream.of(
        new CommitFailedException("rebalanced"),
        new RetriableCommitFailedException("late"),
        new RebalanceInProgressException("rebalancing"),
        new TimeoutException("late"),
        GroupAuthorizationException.forGroupId("g"),
        new TopicAuthorizationException("outbox"),
        new SaslAuthenticationException("expired"),
        new KafkaException("defect"));
  }

  static Stream<RuntimeException> permanent() {
    InterruptException interrupt = new InterruptException("stopping");
    Thread.interrupted(); // which its constructor sets
    return Stream.of(
        new FencedInstanceIdException("taken"),
        new UnreleasedInstanceIdException("taken"),
        new UnsupportedVersionException("too old"),
        interrupt,
        new IllegalStateException("closed"),
        new IllegalArgumentException("negative"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void commitThatMayPassLaterFailsForNow(RuntimeException failure) {
    doThrow(failure).when(consumer).commitSync(OFFSETS, LONG);

    assertThatThrownBy(() -> source.commitNow(COMMIT, LONG))
        .hasCause(failure)
        .asInstanceOf(type(SourceException.class))
        .matches(SourceException::isPassing);
  }

  @ParameterizedTest
  @MethodSource("permanent")
  void commitThatCanNeverPassEndsTheSource(RuntimeException failure) {
    doThrow(failure).when(consumer).commitSync(OFFSETS, LONG);

    assertThatThrownBy(() -> source.commitNow(COMMIT, LONG))
        .hasCause(failure)
        .asInstanceOf(type(SourceException.class))
        .matches(thrown -> !thrown.isPassing());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void commitBehindTheReadingThatMayPassLaterIsReportedSo(RuntimeException failure) {
    commitLater().onComplete(OFFSETS, failure);

    assertThat(finished)
        .singleElement()
        .satisfies(it -> assertThat(it).hasCause(failure))
        .matches(SourceException::isPassing);
  }

  @ParameterizedTest
  @MethodSource("permanent")
  void commitBehindTheReadingThatCanNeverPassIsReportedSo(RuntimeException failure) {
    commitLater().onComplete(OFFSETS, failure);

    assertThat(finished)
        .singleElement()
        .satisfies(it -> assertThat(it).hasCause(failure))
        .matches(it -> !it.isPassing());
  }

  @Test
  void checkedFailureOfACommitPasses() {
    commitLater().onComplete(OFFSETS, new Exception("odd"));

    assertThat(finished).singleElement().matches(SourceException::isPassing);
  }

  @Test
  void durableCommitHasNoFailure() {
    commitLater().onComplete(OFFSETS, null);

    assertThat(finished).hasSize(1).containsOnlyNulls();
  }

  @Test
  void commitThatWakeUpsEndIsRepeated() throws SourceException {
    doThrow(new WakeupException(), new WakeupException())
        .doNothing()
        .when(consumer)
        .commitSync(OFFSETS, LONG);

    source.commitNow(COMMIT, LONG);

    verify(consumer, times(3)).commitSync(OFFSETS, LONG);
  }

  /**
   * While the client validates a position, it answers only with the help of the brokers, and fails
   * with whatever they say.
   */
  @ParameterizedTest
  @MethodSource("passing")
  void positionThatIsUnknownAfterAFailedPollIsSetAgain(RuntimeException failure)
      throws SourceException {
    doThrow(new WakeupException()).when(consumer).poll(any());
    doThrow(failure).when(consumer).position(T0, Duration.ZERO);

    assertThat(source.poll(LONG)).isEmpty();

    verify(consumer, times(2)).seek(T0, 3);
    assertThat(source.positions(Set.of(P0))).containsEntry(P0, new CommitPosition(3));
  }

  /** The client throws this once; a seek would end its check of the position. */
  @Test
  void truncatedLogThatShowsAfterAFailedPollIsReported() throws SourceException {
    doThrow(new WakeupException()).when(consumer).poll(any());
    doThrow(new LogTruncationException("truncated", Map.of(T0, 3L), Map.of()))
        .when(consumer)
        .position(T0, Duration.ZERO);

    assertThat(source.poll(LONG)).isEmpty();

    verify(consumer, times(1)).seek(T0, 3);
    assertThat(listener.outOfRange).containsExactly(P0);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void clientThatDoesNotCloseCleanlyIsClosed(RuntimeException failure) {
    doThrow(failure).when(consumer).close(any(CloseOptions.class));

    source.close(LONG);

    verify(consumer).close(any(CloseOptions.class));
  }

  @Test
  void closingThatAWakeUpEndsIsRepeated() {
    doThrow(new WakeupException()).doNothing().when(consumer).close(any(CloseOptions.class));

    source.close(LONG);

    verify(consumer, times(2)).close(any(CloseOptions.class));
  }

  private OffsetCommitCallback commitLater() {
    ArgumentCaptor<OffsetCommitCallback> callback =
        ArgumentCaptor.forClass(OffsetCommitCallback.class);
    doNothing().when(consumer).commitAsync(anyMap(), callback.capture());
    source.commitLater(COMMIT, finished::add);
    return callback.getValue();
  }

  @SuppressWarnings("unchecked") // a class has no type arguments
  private static Consumer<byte[], byte[]> consumer() {
    Consumer<byte[], byte[]> consumer = mock(Consumer.class);
    ConsumerGroupMetadata membership = mock(ConsumerGroupMetadata.class);
    when(membership.groupId()).thenReturn("g");
    when(membership.generationId()).thenReturn(1);
    when(consumer.groupMetadata()).thenReturn(membership);
    when(consumer.poll(any())).thenReturn(ConsumerRecords.empty());
    when(consumer.assignment()).thenReturn(Set.of(T0));
    return consumer;
  }

  private static final class Listener implements AssignmentListener {
    private final Set<PartitionId> outOfRange = new HashSet<>();

    @Override
    public void assigned(Set<PartitionId> partitions) {}

    @Override
    public void revoked(Set<PartitionId> partitions) {}

    @Override
    public void lost(Set<PartitionId> partitions) {}

    @Override
    public void positionsOutOfRange(Set<PartitionId> partitions) {
      outOfRange.addAll(partitions);
    }

    @Override
    public void unreadable(PartitionId partition, UnreadableBatch batch) {}
  }
}
