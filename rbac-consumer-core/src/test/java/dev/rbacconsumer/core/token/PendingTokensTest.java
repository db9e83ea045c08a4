package dev.rbacconsumer.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PendingTokensTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration NOT_AT_ALL = Duration.ZERO;

  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private final CountedTokens counts = new CountedTokens();
  private final long[] nanos = {0};
  private final PendingTokens pending = new PendingTokens(4, clock(), counts);

  @AfterEach
  void endThread() {
    other.shutdownNow();
  }

  @Test
  void newerTokenReplacesTheWaitingOneAtItsPlace() throws Exception {
    add(P0, token("a", 1));
    add(P0, token("b", 2), notification("b", "n2"));
    add(P0, token("a", 3));

    assertThat(pending.take(1).writes()).containsExactly(token("a", 3));
  }

  @Test
  void batchHasTokensByOrganisationAndThenNotificationsByArrival() throws Exception {
    PendingTokens wide = new PendingTokens(8, clock(), counts);
    wide.add(P0, List.of(token("b", 1), notification("b", "n1")), NOT_AT_ALL);
    wide.add(P0, List.of(token("a", 2), notification("a", "n2")), NOT_AT_ALL);

    assertThat(wide.take(10).writes())
        .containsExactly(
            token("a", 2), token("b", 1), notification("b", "n1"), notification("a", "n2"));
  }

  @Test
  void equalNotificationsAreNotMerged() throws Exception {
    add(P0, notification("", "n1"));
    add(P0, notification("", "n1"));

    assertThat(pending.take(2).writes())
        .containsExactly(notification("", "n1"), notification("", "n1"));
  }

  @Test
  void failedWritesReturnToTheHeadAndTakeANewerTokenWithThem() throws Exception {
    add(P0, token("a", 1), notification("a", "n1"));
    TokenBatch batch = pending.take(10);
    add(P0, notification("", "n2"));
    add(P0, token("a", 3));

    pending.release(batch, batch.writes());

    assertThat(pending.size()).isEqualTo(3);
    assertThat(pending.take(10).writes()).containsExactly(token("a", 3), notification("a", "n1"));
  }

  @Test
  void writesThatAreDoneDoNotReturn() throws Exception {
    add(P0, token("a", 1), notification("a", "n1"));
    TokenBatch batch = pending.take(10);

    pending.release(batch, batch.writes().subList(1, 2));

    assertThat(pending.take(10).writes()).containsExactly(notification("a", "n1"));
  }

  @Test
  void entriesOfAMovedPartitionHaveOneMoreAttempt() throws Exception {
    add(P0, token("a", 1));
    TokenBatch beforeTheMove = pending.take(1);
    add(P1, token("b", 2));
    pending.moved(Set.of(P0));

    pending.release(beforeTheMove, beforeTheMove.writes());
    assertThat(counts.dropped()).isZero();
    TokenBatch afterTheMove = pending.take(1);
    pending.release(afterTheMove, afterTheMove.writes());

    assertThat(counts.dropped(DropReason.PARTITION_MOVED)).isEqualTo(1);
    assertThat(pending.take(10).writes()).containsExactly(token("b", 2));
  }

  @Test
  void oneFailureDiscardsAllEntriesOfAMovedPartition() throws Exception {
    add(P0, notification("", "n1"));
    add(P0, token("a", 2), notification("a", "n2"));
    pending.moved(Set.of(P0));

    TokenBatch first = pending.take(1);
    pending.release(first, first.writes());

    assertThat(counts.dropped(DropReason.PARTITION_MOVED)).isEqualTo(3);
    assertThat(pending.size()).isZero();
  }

  @Test
  void entriesFromBeforeAMoveStayOldWhenThePartitionComesBack() throws Exception {
    add(P0, token("a", 1));
    pending.moved(Set.of(P0));
    pending.assigned(Set.of(P0));
    add(P0, token("b", 2));

    TokenBatch first = pending.take(1);
    pending.release(first, first.writes());

    assertThat(pending.take(10).writes()).containsExactly(token("b", 2));
  }

  @Test
  void eventsOfAPartitionThatMovedAreRefusedUntilItIsAssignedAgain() throws Exception {
    pending.moved(Set.of(P0));

    assertThat(add(P0, token("a", 1))).isEqualTo(PendingTokens.Added.REFUSED);
    assertThat(add(P1, token("b", 1))).isEqualTo(PendingTokens.Added.QUEUED);
    pending.assigned(Set.of(P0));
    assertThat(add(P0, token("a", 2))).isEqualTo(PendingTokens.Added.QUEUED);

    assertThat(counts.dropped(DropReason.PARTITION_MOVED)).isEqualTo(1);
  }

  @Test
  void fullQueueDropsTheOldestWhenTheWaitIsOver() throws Exception {
    fill();

    assertThat(add(P0, notification("", "n5"))).isEqualTo(PendingTokens.Added.OLDEST_DROPPED);

    assertThat(counts.dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
    assertThat(pending.take(1).writes()).containsExactly(notification("", "n2"));
  }

  @Test
  void notificationsBehindADroppedTokenAreDroppedWithIt() throws Exception {
    add(P0, token("a", 1), notification("a", "n1"));
    add(P0, token("b", 2), notification("b", "n2"));

    add(P0, token("c", 3));

    assertThat(counts.dropped(DropReason.QUEUE_FULL)).isEqualTo(2);
    assertThat(pending.take(1).writes()).containsExactly(token("b", 2));
  }

  @Test
  void newerTokenOfAWaitingOrganisationNeedsNoRoom() throws Exception {
    add(P0, token("a", 1), notification("a", "n1"));
    add(P0, token("b", 2), notification("b", "n2"));

    assertThat(pending.add(P0, List.of(token("b", 3)), LONG)).isEqualTo(PendingTokens.Added.QUEUED);
  }

  @Test
  void fullQueueWaitsForTheWriter() throws Exception {
    fill();
    CompletableFuture<PendingTokens.Added> added =
        CompletableFuture.supplyAsync(() -> addPatiently(notification("", "n5")), other);
    TokenBatch batch = pending.take(1);
    assertThat(added).isNotDone();

    pending.release(batch, List.of());

    assertThat(added.get(30, TimeUnit.SECONDS)).isEqualTo(PendingTokens.Added.QUEUED);
    assertThat(counts.dropped()).isZero();
  }

  @Test
  void fullQueueDoesNotWaitForAWriterThatFails() throws Exception {
    fill();
    TokenBatch batch = pending.take(1);
    pending.release(batch, batch.writes());

    assertThat(pending.add(P0, List.of(notification("", "n5")), LONG))
        .isEqualTo(PendingTokens.Added.OLDEST_DROPPED);
  }

  @Test
  void oneVainWaitIsEnoughUntilTheWriterGetsOn() throws Exception {
    fill();
    add(P0, notification("", "n5"));

    assertThat(pending.add(P0, List.of(notification("", "n6")), LONG))
        .isEqualTo(PendingTokens.Added.OLDEST_DROPPED);
  }

  @Test
  void waitForRoomIsInterruptible() throws Exception {
    fill();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> pending.add(P0, List.of(notification("", "n5")), LONG))
        .isInstanceOf(InterruptedException.class);
    assertThat(pending.size()).isEqualTo(4);
  }

  @Test
  void pauseEndsWhenAPartitionMovesOrTheQueueCloses() throws Exception {
    fill();
    TokenBatch batch = pending.take(1);
    pending.moved(Set.of(P1));
    pending.pause(batch, LONG);
    TokenBatch next = takeAgain(batch);
    pending.close();

    pending.pause(next, LONG);

    assertThat(pending.isClosed()).isTrue();
  }

  @Test
  void closedQueueGivesWhatIsLeftAndRefusesMore() throws Exception {
    add(P0, token("a", 1));
    pending.close();

    assertThat(add(P0, token("b", 2))).isEqualTo(PendingTokens.Added.REFUSED);
    TokenBatch rest = pending.take(10);
    assertThat(rest.writes()).containsExactly(token("a", 1));
    pending.release(rest, List.of());
    assertThat(pending.take(10).isEmpty()).isTrue();
    assertThat(counts.dropped(DropReason.SHUTDOWN)).isEqualTo(1);
  }

  @Test
  void restOfAClosedQueueIsCountedWithItsBatch() throws Exception {
    fill();
    pending.take(1);
    pending.close();

    assertThat(pending.dropRest()).isEqualTo(4);
    assertThat(counts.dropped(DropReason.SHUTDOWN)).isEqualTo(4);
    assertThat(pending.size()).isZero();
  }

  @Test
  void ageIsThatOfTheOldestEntryAlsoInABatchAndAfterANewerToken() throws Exception {
    assertThat(pending.oldestAge()).isZero();
    add(P0, token("a", 1));
    nanos[0] = 5;
    add(P0, token("a", 2));
    add(P0, token("b", 3));
    pending.take(1);
    nanos[0] = 9;

    assertThat(pending.oldestAge()).isEqualTo(Duration.ofNanos(9));
  }

  private TokenBatch takeAgain(TokenBatch batch) throws InterruptedException {
    pending.release(batch, batch.writes());
    return pending.take(1);
  }

  private void fill() throws InterruptedException {
    for (int i = 1; i <= 4; i++) {
      add(P0, notification("", "n" + i));
    }
  }

  private PendingTokens.Added add(PartitionId partition, TokenWrite... writes)
      throws InterruptedException {
    return pending.add(partition, List.of(writes), NOT_AT_ALL);
  }

  private PendingTokens.Added addPatiently(TokenWrite write) {
    try {
      return pending.add(P0, new ArrayList<>(List.of(write)), LONG);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant now() {
        return Instant.EPOCH;
      }

      @Override
      public long nanoTime() {
        return nanos[0];
      }
    };
  }

  private static TokenWrite token(String org, int number) {
    return new TokenWrite.Update(org, new ConsistencyToken(Integer.toString(number)));
  }

  private static TokenWrite notification(String org, String payload) {
    return new TokenWrite.Notification(org, "channel", payload);
  }
}
