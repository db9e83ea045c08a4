package dev.rbacconsumer.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.batch.BatchSize;
import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.time.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be set for lanes, and what cannot. */
class LaneSettingsTest {
  private static final LaneSettings ANY = LaneSettings.DEFAULT;
  private static final Violation FAULT = new Violation(ViolationCode.MALFORMED_JSON, "$", "so");
  private static final Decoding MALFORMED = new Decoding.Malformed(FAULT);
  private static final Decoding INVALID = new Decoding.Invalid(List.of(FAULT));

  @ParameterizedTest
  @ValueSource(ints = {1, LaneSettings.MAX_WINDOW})
  void aWindowCanHaveFromOneOffsetToTheMost(int offsets) {
    assertThat(ANY.withWindow(offsets).window()).isEqualTo(offsets);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, LaneSettings.MAX_WINDOW + 1})
  void noOtherWindowCanBeSet(int offsets) {
    assertThatThrownBy(() -> ANY.withWindow(offsets))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("window: want 1 to 100000, got " + offsets);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, BatchSize.MAX})
  void aBatchCanHaveFromOneMessageToTheMost(int messages) {
    assertThat(ANY.withBatchMaxMessages(messages).batchSize()).isEqualTo(BatchSize.of(messages));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, BatchSize.MAX + 1})
  void noOtherBatchCanBeSet(int messages) {
    assertThatThrownBy(() -> ANY.withBatchMaxMessages(messages))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch: want 1 to 10000, got " + messages);
  }

  @Test
  void aQueueHoldsAtLeastOneRecordAndOneByte() {
    assertThat(ANY.withQueue(1, 1).maxQueuedBytes()).isEqualTo(1);
    assertThatThrownBy(() -> ANY.withQueue(0, 1))
        .hasMessage("queue bounds: want >= 1, got 0 records, 1 bytes");
    assertThatThrownBy(() -> ANY.withQueue(1, 0))
        .hasMessage("queue bounds: want >= 1, got 1 records, 0 bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void anAttemptTakesTime(long millis) {
    Duration timeout = Duration.ofMillis(millis);

    assertThatThrownBy(() -> ANY.withAttemptTimeout(timeout))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attempt timeout: want > 0, got " + timeout);
  }

  @Test
  void oneSettingIsChangedAndNoOther() {
    LaneSettings changed =
        ANY.withBackoff(
                Backoff.from(Duration.ofSeconds(2)).upTo(Duration.ofSeconds(3)).withJitter(0))
            .withAttemptTimeout(Duration.ofSeconds(4))
            .withPolicies(all(FailurePolicy.STOP))
            .withQueue(5, 6)
            .withWindow(7)
            .withBatchMaxMessages(8)
            .withWindowTuples(10)
            .withSteps(new ChangeSteps(11, 12))
            .withReplay(ReplaySettings.DEFAULT.withRememberedEvents(9))
            .withQuarantine(QuarantineSettings.ON)
            .withAdminUrl(Optional.of("http://pod:9000"));

    assertThat(changed)
        .hasToString(
            "LaneSettings[backoff=Backoff[first=PT2S, cap=PT3S, jitter=0.0], "
                + "attemptTimeout=PT4S, policies="
                + all(FailurePolicy.STOP)
                + ", maxQueuedRecords=5, maxQueuedBytes=6, window=7, batchSize=8, "
                + "windowTuples=10, steps=ChangeSteps[maxRemovals=11, maxTuples=12], replay="
                + ReplaySettings.DEFAULT.withRememberedEvents(9)
                + ", quarantine="
                + QuarantineSettings.ON
                + ", adminUrl=Optional[http://pod:9000]]");
  }

  @Test
  void whatIsSetIsGivenBack() {
    assertThat(ANY.withWindowTuples(10).windowTuples()).isEqualTo(10);
    assertThat(ANY.adminUrl()).isEmpty();
    assertThat(ANY.withAdminUrl(Optional.of("http://pod:9000")).adminUrl())
        .contains("http://pod:9000");
  }

  @Test
  void settingsAreAValue() {
    assertThat(ANY.withWindow(7).withWindow(ANY.window()))
        .isEqualTo(ANY)
        .hasSameHashCodeAs(ANY)
        .isNotEqualTo(ANY.withWindow(7))
        .doesNotHaveSameHashCodeAs(ANY.withWindow(7))
        .isNotEqualTo(null);
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void onlyTheClassThatNeedsDeadLettersDecidesWhetherAnyDoes(FailurePolicy other) {
    boolean dead = other == FailurePolicy.DEAD_LETTER;
    FailurePolicies none = all(FailurePolicy.SKIP);

    assertThat(none.withMalformed(other).useDeadLetters()).isEqualTo(dead);
    assertThat(none.withInvalid(other).useDeadLetters()).isEqualTo(dead);
    assertThat(none.withRejected(other).useDeadLetters()).isEqualTo(dead);
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void onlyTheClassThatNeedsTheQuarantineDecidesWhetherAnyDoes(FailurePolicy other) {
    boolean parks = other == FailurePolicy.QUARANTINE;
    FailurePolicies none = all(FailurePolicy.SKIP);

    assertThat(none.withMalformed(other).useQuarantine()).isEqualTo(parks);
    assertThat(none.withInvalid(other).useQuarantine()).isEqualTo(parks);
    assertThat(none.withRejected(other).useQuarantine()).isEqualTo(parks);
  }

  @Test
  void aPolicyIsChangedAndNoOther() {
    assertThat(
            all(FailurePolicy.SKIP)
                .withMalformed(FailurePolicy.STOP)
                .withInvalid(FailurePolicy.DEAD_LETTER)
                .withRejected(FailurePolicy.RETRY)
                .withMalformedStreak(3))
        .hasToString(
            "FailurePolicies[malformed=STOP, invalid=DEAD_LETTER, rejected=RETRY, "
                + "malformedStreak=3]");
  }

  @Test
  void policiesAreAValue() {
    FailurePolicies stop = all(FailurePolicy.STOP);

    assertThat(stop)
        .isEqualTo(all(FailurePolicy.STOP))
        .hasSameHashCodeAs(all(FailurePolicy.STOP))
        .isNotEqualTo(stop.withMalformed(FailurePolicy.SKIP))
        .isNotEqualTo(stop.withInvalid(FailurePolicy.SKIP))
        .isNotEqualTo(stop.withRejected(FailurePolicy.SKIP))
        .isNotEqualTo(stop.withMalformedStreak(0))
        .doesNotHaveSameHashCodeAs(stop.withMalformedStreak(0))
        .isNotEqualTo(null);
  }

  @Test
  void aLimitOfAStreakIsNotNegative() {
    assertThatThrownBy(() -> FailurePolicies.DEFAULT.withMalformedStreak(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("malformed streak: want >= 0, got -1");
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void aRecordAtFaultBlocksWhereItStaysUntilSomeoneActs(FailurePolicy policy) {
    boolean stays =
        policy == FailurePolicy.RETRY
            || policy == FailurePolicy.QUARANTINE
            || policy == FailurePolicy.STOP;

    assertThat(all(policy).block(MALFORMED)).isEqualTo(stays);
    assertThat(all(policy).block(INVALID)).isEqualTo(stays);
    assertThat(all(policy).block(new Decoding.Tombstone())).isFalse();
    assertThat(all(policy).block(null)).isFalse();
  }

  @Test
  void eachClassOfFailureHasItsPolicyAndATransientOneIsAlwaysTriedAgain() {
    FailurePolicies policies =
        FailurePolicies.DEFAULT
            .withMalformed(FailurePolicy.SKIP)
            .withInvalid(FailurePolicy.STOP)
            .withRejected(FailurePolicy.DEAD_LETTER);

    assertThat(policies.of(FailureClass.MALFORMED)).isEqualTo(FailurePolicy.SKIP);
    assertThat(policies.of(FailureClass.INVALID)).isEqualTo(FailurePolicy.STOP);
    assertThat(policies.of(FailureClass.REJECTED)).isEqualTo(FailurePolicy.DEAD_LETTER);
    assertThat(policies.of(FailureClass.TRANSIENT)).isEqualTo(FailurePolicy.RETRY);
  }

  @ParameterizedTest
  @EnumSource(FailurePolicy.class)
  void keepingMalformedSetsAsideWhatWouldBeSkippedAndNothingElse(FailurePolicy policy) {
    FailurePolicies kept = all(policy).withMalformedStreak(7).keepingMalformed();

    assertThat(kept.malformed())
        .isEqualTo(policy == FailurePolicy.SKIP ? FailurePolicy.DEAD_LETTER : policy);
    assertThat(kept.invalid()).isEqualTo(policy);
    assertThat(kept.rejected()).isEqualTo(policy);
    assertThat(kept.malformedStreak()).isEqualTo(7);
  }

  private static FailurePolicies all(FailurePolicy policy) {
    return FailurePolicies.all(policy);
  }
}
