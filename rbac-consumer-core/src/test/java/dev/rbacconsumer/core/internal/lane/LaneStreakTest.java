package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** At which malformed record a partition blocks that passes malformed records over. */
class LaneStreakTest extends LaneScript {
  @Test
  void aStreakBlocksAtTheRecordThatReachesTheLimitUnderACodeOfItsOwn() {
    limit(3, FailurePolicy.SKIP);
    read("{", "{", "{", "+a");

    run();

    assertThat(happened).containsExactly("skipped 0", "skipped 1", "retrying 2");
    assertThat(failures).containsExactly("malformed/malformed_streak");
  }

  @Test
  void theBlockedRecordIsTriedAgainAndBlocksAgain() {
    limit(2, FailurePolicy.SKIP);
    read("{", "{", "+a");
    run();

    now = Duration.ofSeconds(1).toNanos();
    run();

    assertThat(happened).containsExactly("skipped 0", "retrying 1", "retrying 1");
    assertThat(failures).containsOnly("malformed/malformed_streak");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+a", "w"})
  void aGoodRecordEndsTheStreak(String good) {
    limit(2, FailurePolicy.SKIP);
    read("{", good, "{", good, "{", "{");

    run();

    assertThat(happened).contains("skipped 2", "skipped 4").endsWith("skipped 4", "retrying 5");
  }

  @ParameterizedTest
  @CsvSource({"'', tombstone 1", "!, skipped 1"})
  void tombstonesAndInvalidRecordsNeitherContinueNorEndIt(String between, String passed) {
    limit(2, FailurePolicy.SKIP);
    read("{", between, "{");

    run();

    assertThat(happened).containsExactly("skipped 0", passed, "retrying 2");
  }

  @Test
  void recordsThatAreSetAsideCountToo() {
    limit(3, FailurePolicy.DEAD_LETTER);
    read("{", "{", "{", "+a");

    run();

    assertThat(happened).containsExactly("dead-lettered 0", "dead-lettered 1", "retrying 2");
    assertThat(failures).containsExactly("malformed/malformed_streak");
  }

  @Test
  void aRecordCountsOnceHoweverOftenSettingItAsideFails() {
    limit(3, FailurePolicy.DEAD_LETTER);
    read("{", "{", "{");
    letterProblem = new Outcome.RetryLater("dead_letter_not_written", "no broker");
    run();
    now = Duration.ofSeconds(1).toNanos();
    run();
    letterProblem = null;

    now = Duration.ofSeconds(10).toNanos();
    run();

    assertThat(happened)
        .containsExactly(
            "retrying 0", "retrying 0", "dead-lettered 0", "dead-lettered 1", "retrying 2");
  }

  @Test
  void nothingBehindTheRecordThatBlocksIsFolded() {
    limit(2, FailurePolicy.SKIP);
    recover(0, 5, "+a", "{", "{", "+b", "-a");

    run();

    assertThat(happened).containsExactly("0", "skipped 1", "retrying 2");
  }

  @Test
  void whatStandsBeforeTheRecordThatBlocksIsFolded() {
    limit(2, FailurePolicy.SKIP);
    recover(0, 4, "{", "+a", "{", "+b");

    run();

    assertThat(happened).containsExactly("skipped 0", "call +a +b", "1", "skipped 2", "3");
  }

  @Test
  void zeroIsNoLimit() {
    limit(0, FailurePolicy.SKIP);
    read("{", "{", "{", "{");

    run();

    assertThat(happened).containsExactly("skipped 0", "skipped 1", "skipped 2", "skipped 3");
  }

  @Test
  void theDefaultBlocksAtTheHundredth() {
    own(0, "", 100);
    for (int i = 0; i < 100; i++) {
      lane.offer(record(i, "{"));
    }

    run();

    assertThat(happened).hasSize(100).endsWith("skipped 98", "retrying 99");
  }

  @Test
  void aPolicyThatBlocksAnywayKeepsItsOwnCode() {
    limit(1, FailurePolicy.RETRY);
    read("{");

    run();

    assertThat(failures).containsExactly("malformed/malformed_json");
  }

  @Test
  void whatIsReadAgainAfterTheFenceWasLostIsNotCountedAgain() {
    // Given: two are counted, and the fence is lost at the record behind them
    limit(3, FailurePolicy.SKIP);
    read("{", "{", "+a", "{");
    LaneAction action = lane.next(now);
    while (!(action instanceof LaneAction.Apply)) {
      commit();
      if (action instanceof LaneAction.Decode it) {
        report(lane.decoded(decode(it.record()), now, 0));
      }
      action = lane.next(now);
    }
    report(lane.applying().applied(new Outcome.FenceLost("a newer owner"), now, 0));
    now = Duration.ofSeconds(10).toNanos();
    lane.next(now);
    lane.fenceAttempted(acquired(), now, 0);

    // When: the commit of them was lost, and all but the good record are still there
    lane.positioned(StartPositions.of(start(0, "", 4)), 0);
    lane.offer(record(0, "{"));
    lane.offer(record(1, "{"));
    lane.offer(record(3, "{"));
    run();

    // Then
    assertThat(happened)
        .containsExactly("skipped 0", "skipped 1", "skipped 0", "skipped 1", "retrying 3");
  }

  @Test
  void aNewLaneBeginsAtZero() {
    limit(2, FailurePolicy.SKIP);
    read("{");
    run();

    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    own(1, "", 2);
    lane.offer(record(1, "{"));
    run();

    assertThat(happened).containsExactly("skipped 0", "skipped 1");
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatThrownBy(() -> FailurePolicies.DEFAULT.withMalformedStreak(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("want >= 0, got -1");
  }

  private void read(String... values) {
    own(0, "", values.length);
    offer(values);
  }

  private void limit(int records, FailurePolicy policy) {
    settings =
        settings.withPolicies(
            FailurePolicies.DEFAULT
                .withMalformed(policy)
                .withInvalid(FailurePolicy.SKIP)
                .withMalformedStreak(records));
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
  }
}
