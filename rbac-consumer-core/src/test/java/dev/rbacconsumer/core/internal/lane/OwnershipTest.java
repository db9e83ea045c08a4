package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Backoff;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a lane tries to own its partition, and what it makes of the answers. */
class OwnershipTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);
  private static final FenceToken TOKEN = new FenceToken("group/0", "secret");
  private static final FenceOutcome ACQUIRED = new FenceOutcome.Acquired(TOKEN);
  private static final FenceOutcome REFUSED = new FenceOutcome.NotAcquired("unavailable", "no");
  private static final long NOW = seconds(100);

  private final Ownership ownership =
      new Ownership(
          PARTITION, Backoff.from(Duration.ofSeconds(1)).upTo(Duration.ofMinutes(5)), NOW);

  @Test
  void triesAtOnceAndOwnsNothingUntilThen() {
    assertThat(ownership.acquire(NOW)).isEqualTo(new LaneAction.AcquireFence());
    assertThat(ownership.fence()).isNull();
  }

  @Test
  void ownsThePartitionUnderTheTokenItWasGiven() {
    DeliveryEvent event = ownership.attempted(ACQUIRED, NOW, 0);

    assertThat(event).isEqualTo(new PartitionEvent.FenceAcquired(PARTITION, 1, Duration.ZERO));
    assertThat(ownership.fence()).isEqualTo(TOKEN);
  }

  @Test
  void waitsLongerAfterEachRefusal() {
    ownership.attempted(REFUSED, NOW, 0);

    DeliveryEvent second = ownership.attempted(REFUSED, NOW, 0.5);

    Duration delay = Duration.ofMillis(2_100);
    assertThat(second)
        .isEqualTo(
            new PartitionEvent.FenceNotAcquired(
                PARTITION, "unavailable", "no", 2, Duration.ZERO, delay));
    long due = NOW + delay.toNanos();
    assertThat(ownership.acquire(due - 1)).isEqualTo(new LaneAction.WaitUntil(due, true));
    assertThat(ownership.acquire(due)).isEqualTo(new LaneAction.AcquireFence());
    assertThat(ownership.acquire(due + 1)).isEqualTo(new LaneAction.AcquireFence());
  }

  @Test
  void countsTheRefusalsBeforeTheTokenAndThenNoMore() {
    ownership.attempted(REFUSED, NOW, 0);
    ownership.attempted(REFUSED, NOW, 0);

    assertThat(ownership.attempted(ACQUIRED, NOW, 0))
        .isEqualTo(new PartitionEvent.FenceAcquired(PARTITION, 3, Duration.ZERO));
    assertThat(ownership.attempted(ACQUIRED, NOW, 0))
        .isEqualTo(new PartitionEvent.FenceAcquired(PARTITION, 1, Duration.ZERO));
  }

  @Test
  void reportsHowLongEachAttemptTookAndNotTheWaitBetween() {
    ownership.acquire(NOW);
    DeliveryEvent first = ownership.attempted(REFUSED, NOW + 5, 0);
    long due = NOW + 5 + Duration.ofSeconds(1).toNanos();
    ownership.acquire(due);

    DeliveryEvent second = ownership.attempted(ACQUIRED, due + 7, 0);

    assertThat(((PartitionEvent.FenceNotAcquired) first).elapsed()).isEqualTo(Duration.ofNanos(5));
    assertThat(((PartitionEvent.FenceAcquired) second).elapsed()).isEqualTo(Duration.ofNanos(7));
  }

  @Test
  void waitsAsAfterARefusalOnceItLosesThePartition() {
    ownership.attempted(ACQUIRED, NOW, 0);

    ownership.lose(NOW, 0.5);

    assertThat(ownership.fence()).isNull();
    assertThat(ownership.acquire(NOW))
        .isEqualTo(new LaneAction.WaitUntil(NOW + Duration.ofMillis(1_050).toNanos()));
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void afterAnOutageALockThatWasRefusedIsTriedEarlierAndItsWaitsAreShorterAgain() {
    for (int attempt = 1; attempt <= 9; attempt++) {
      ownership.attempted(refusal(), NOW, 0);
    }

    ownership.retryBy(NOW + 300);

    assertThat(ownership.acquire(NOW)).isEqualTo(new LaneAction.WaitUntil(NOW + 300, true));
    ownership.attempted(refusal(), NOW, 0);
    assertThat(ownership.acquire(NOW))
        .isEqualTo(new LaneAction.WaitUntil(NOW + Duration.ofSeconds(32).toNanos(), true));
  }

  @Test
  void afterALostFenceNoOutageEndsTheWait() {
    ownership.attempted(new FenceOutcome.Acquired(new FenceToken("g/0", "t")), NOW, 0);
    ownership.lose(NOW, 0);

    ownership.retryBy(NOW + 300);

    assertThat(ownership.acquire(NOW))
        .isEqualTo(new LaneAction.WaitUntil(NOW + Duration.ofSeconds(1).toNanos(), false));
  }

  @Test
  void anAttemptThatWaitsIsMadeAtOnceOnRequest() {
    ownership.attempted(REFUSED, NOW, 0);

    assertThat(ownership.retryNow(NOW + 5)).isTrue();

    assertThat(ownership.acquire(NOW + 5)).isEqualTo(new LaneAction.AcquireFence());
  }

  @Test
  void anAttemptThatWaitsAfterALostFenceIsMadeAtOnceOnRequestToo() {
    ownership.attempted(ACQUIRED, NOW, 0);
    ownership.lose(NOW, 0);

    assertThat(ownership.retryNow(NOW + 5)).isTrue();

    assertThat(ownership.acquire(NOW + 5)).isEqualTo(new LaneAction.AcquireFence());
  }

  @Test
  void whereNoAttemptWaitsARequestHurriesNone() {
    assertThat(ownership.retryNow(NOW)).as("the first attempt is due").isFalse();
    assertThat(ownership.retryNow(NOW + 5)).isFalse();
    assertThat(ownership.acquire(NOW - 1)).isEqualTo(new LaneAction.WaitUntil(NOW, false));
  }

  @Test
  void anOwnerHasNoAttemptToHurry() {
    ownership.attempted(REFUSED, NOW, 0);
    ownership.attempted(ACQUIRED, NOW, 0);

    assertThat(ownership.retryNow(NOW)).isFalse();
  }

  private static FenceOutcome refusal() {
    return new FenceOutcome.NotAcquired("unavailable", "no");
  }
}
