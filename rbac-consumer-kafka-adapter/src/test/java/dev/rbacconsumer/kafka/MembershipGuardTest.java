package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

@SuppressWarnings("removal") // No other way to make the metadata of a certain epoch.
class MembershipGuardTest {
  private long now = 1_000_000;
  private int epoch = 3;
  private final MembershipGuard guard =
      new MembershipGuard(() -> epoch, () -> now, Duration.ofSeconds(10));

  @Test
  void aMemberThatPolledRecentlyMayCommit() {
    pollAfter(1);
    pass(10);

    assertThat(guard.mayCommit()).isTrue();
  }

  @Test
  void whatCountsIsWhenThePollBeganAndNotWhenItEnded() {
    pollAfter(1);
    pass(11); // A process that was stopped within the poll, and returns from it now.

    assertThat(guard.mayCommit()).isFalse();
  }

  @Test
  void aMemberWithoutAnEpochCommitsNothing() {
    pollAfter(1);
    epoch = -1;
    assertThat(guard.mayCommit()).isFalse();

    epoch = 0;
    assertThat(guard.mayCommit()).isFalse();
  }

  /** The client learns of its expulsion in a poll or soon after one, not before the first one. */
  @Test
  void afterAGapNothingIsCommittedUntilPollsHaveComeRegularlyForAsLong() {
    pollAfter(1);
    pollAfter(60);
    assertThat(guard.mayCommit()).isFalse();

    pollAfter(5);
    assertThat(guard.mayCommit()).isFalse();

    pollAfter(5);
    assertThat(guard.mayCommit()).isTrue();
  }

  @Test
  void aSlowStartIsNoGap() {
    pass(60);
    guard.joins();
    pollAfter(1);

    assertThat(guard.mayCommit()).isTrue();
  }

  private void pollAfter(int seconds) {
    pass(seconds);
    guard.pollBegins();
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }
}
