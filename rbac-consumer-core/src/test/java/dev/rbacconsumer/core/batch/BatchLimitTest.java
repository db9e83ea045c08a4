package dev.rbacconsumer.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many records a batch may have, while a lane keeps up and while it is behind. */
class BatchLimitTest {
  private static final long MILLISECOND = Duration.ofMillis(1).toNanos();
  private static final int MAX_TUPLES = 1_000;

  private BatchLimit limit = new BatchLimit(BatchSize.AUTO, MAX_TUPLES);

  /** The monotonic clock, which may begin anywhere. */
  private long now = Long.MAX_VALUE - 50 * MILLISECOND;

  @Test
  void aFixedLimitFollowsNothing() {
    limit = new BatchLimit(BatchSize.of(7), MAX_TUPLES);

    for (int batch = 0; batch < 10; batch++) {
      apply(7, 100, 50);
      assertThat(limit.messages()).isEqualTo(7);
    }
    limit.failed();
    limit.idle(now);

    assertThat(limit.messages()).isEqualTo(7);
    assertThat(limit.messages(now + 200 * MILLISECOND)).isEqualTo(7);
    assertThat(limit.allowsTuples(MAX_TUPLES + 1)).isTrue();
    assertThat(limit.allowsBytes(BatchLimit.MAX_BYTES + 1)).isTrue();
  }

  @Test
  void aLaneThatKeepsUpAppliesOneMessageAtATime() {
    for (int message = 0; message < 100; message++) {
      apply(1, 0, 500);
      assertThat(limit.messages()).isEqualTo(1);
    }
  }

  @Test
  void recordsThatArriveTogetherAreAppliedAloneWhileTheyWaitForMoments() {
    for (int burst = 0; burst < 100; burst++) {
      for (int waiting = 9; waiting >= 0; waiting--) {
        apply(1, waiting, 9);
        assertThat(limit.messages()).isEqualTo(1);
      }
    }
  }

  @Test
  void aLaneIsBehindOnceRecordsHaveWaitedWithoutABreak() {
    apply(1, 5, 99);
    limit.begin(4, now);
    assertThat(limit.messages()).isEqualTo(1);

    now += MILLISECOND;
    limit.begin(3, now);

    assertThat(limit.messages()).isEqualTo(2);
  }

  @Test
  void aRecordThatComesAloneEndsTheBacklog() {
    fallBehind();
    assertThat(limit.messages()).isGreaterThan(1);

    limit.begin(0, now);
    assertThat(limit.messages()).isEqualTo(1);

    limit.begin(5, now);
    assertThat(limit.messages()).isEqualTo(1);
  }

  @Test
  void anIdleLaneIsNotBehind() {
    fallBehind();

    limit.idle(now);
    now += 60 * MILLISECOND;
    limit.idle(now);
    now += 40 * MILLISECOND;
    limit.begin(5, now);

    assertThat(limit.messages()).isEqualTo(1);
  }

  @Test
  void aMomentBetweenTwoAnswersOfTheBrokerDoesNotEndABacklog() {
    fallBehind();
    int before = limit.messages();

    limit.idle(now);
    now += 99 * MILLISECOND;
    limit.begin(5, now);
    limit.idle(now);
    now += 99 * MILLISECOND;
    limit.begin(5, now);

    assertThat(limit.messages()).isEqualTo(before);
  }

  @Test
  void theLimitDoublesWhileTheStoreAnswersQuickly() {
    fallBehind();

    for (int expected = 2; expected <= 256; expected *= 2) {
      limit.begin(500, now);
      assertThat(limit.messages()).isEqualTo(expected);
      apply(expected, 500, 400);
    }
  }

  @Test
  void theLimitHasALargestValue() {
    fallBehind();

    for (int batch = 0; batch < 40; batch++) {
      apply(limit.messages(), 500, 1);
    }

    assertThat(limit.messages()).isEqualTo(BatchSize.MAX);
  }

  @Test
  void aBatchThatSomethingElseBoundsDoesNotRaiseTheLimit() {
    fallBehind();
    grow(64);

    apply(63, 500, 1);

    assertThat(limit.messages()).isEqualTo(64);
  }

  @Test
  void aSlowStoreLowersTheLimit() {
    fallBehind();
    grow(64);

    apply(64, 500, 1_001);
    assertThat(limit.messages()).isEqualTo(32);
    apply(20, 500, 1_001);

    assertThat(limit.messages()).isEqualTo(10);
  }

  @Test
  void answersNearTheTargetKeepTheLimit() {
    fallBehind();
    grow(64);

    apply(64, 500, 501);
    assertThat(limit.messages()).isEqualTo(64);
    apply(64, 500, 1_000);

    assertThat(limit.messages()).isEqualTo(64);
  }

  @Test
  void theLimitIsNeverBelowOneMessage() {
    fallBehind();
    grow(64);
    limit.failed();

    apply(64, 500, 60_000);

    assertThat(limit.messages()).isEqualTo(1);
  }

  @Test
  void aStoreThatIsSlowForEveryCallIsSentMoreAtOnce() {
    apply(1, 500, 3_000);
    limit.begin(500, now);
    assertThat(limit.messages()).isEqualTo(2);

    apply(2, 500, 3_100);
    apply(4, 500, 3_300);
    assertThat(limit.messages()).isEqualTo(8);
    apply(8, 500, 12_001);

    assertThat(limit.messages()).isEqualTo(4);
  }

  @Test
  void oneLargeMessageSaysLittleOfTheStore() {
    for (int message = 0; message < 8; message++) {
      apply(1, 500, 20);
    }
    apply(1, 500, 8_000);
    for (int message = 0; message < 16; message++) {
      apply(1, 500, 20);
    }
    grow(64);

    apply(64, 500, 1_100);

    assertThat(limit.messages()).isEqualTo(32);
  }

  @Test
  void aBacklogBehindOneLargeMessageIsAppliedInBatchesOfTheUsualTime() {
    apply(1, 500, 40_000);

    for (int batch = 0; batch < 20; batch++) {
      limit.begin(500, now);
      apply(limit.messages(), 500, 20L * limit.messages());
    }

    assertThat(limit.messages()).isEqualTo(32);
  }

  @Test
  void theLimitOfALaneThatHasBeenIdleIsOneMessage() {
    fallBehind();
    int behind = limit.messages();
    assertThat(limit.messages(now + 200 * MILLISECOND)).isEqualTo(behind);

    limit.idle(now);

    assertThat(limit.messages(now + 99 * MILLISECOND)).isEqualTo(behind);
    assertThat(limit.messages(now + 100 * MILLISECOND)).isEqualTo(1);
  }

  @Test
  void afterAFailureOneMessageIsAppliedAtATime() {
    fallBehind();
    grow(64);

    limit.failed();
    assertThat(limit.messages()).isEqualTo(1);
    apply(64, 500, 1);

    assertThat(limit.messages()).isEqualTo(2);
  }

  @Test
  void aBatchHoldsNoMoreTuplesThanOneWriteOfTheStore() {
    assertThat(limit.allowsTuples(MAX_TUPLES)).isTrue();
    assertThat(limit.allowsTuples(MAX_TUPLES + 1)).isFalse();
  }

  @Test
  void aBatchHasFewerBytesThanACallToTheStoreMayHave() {
    assertThat(limit.allowsBytes(BatchLimit.MAX_BYTES)).isTrue();
    assertThat(limit.allowsBytes(BatchLimit.MAX_BYTES + 1)).isFalse();
  }

  @Test
  void aStoreTakesAtLeastOneTuple() {
    assertThatThrownBy(() -> new BatchLimit(BatchSize.AUTO, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch: want >= 1 tuples, got 0");
  }

  private void fallBehind() {
    limit.begin(500, now);
    now += 100 * MILLISECOND;
    apply(1, 500, 1);
    limit.begin(500, now);
  }

  private void grow(int messages) {
    while (limit.messages() < messages) {
      apply(limit.messages(), 500, 1);
    }
  }

  private void apply(int messages, int waiting, long millis) {
    limit.begin(waiting, now);
    now += millis * MILLISECOND;
    limit.applied(messages, millis * MILLISECOND);
  }
}
