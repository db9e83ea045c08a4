package dev.rbacconsumer.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Specifies which settings of the source thread can be set, and how. */
class DispatcherSettingsTest {
  private static final Duration NEGATIVE = Duration.ofMillis(-1);

  private final DispatcherSettings defaults = DispatcherSettings.defaults("group");

  @Test
  void byDefaultAPartitionBlocksWhenRecordsAreGoneAndNoCompactedTopicIsRead() {
    assertThat(defaults)
        .hasToString(
            "DispatcherSettings[groupId=group, pollTimeout=PT1S, drainTimeout=PT15S, "
                + "commitTimeout=PT5S, retryDelay=PT1S, commitInterval=PT0.05S, onDataLoss=BLOCK, "
                + "topic=Optional.empty, allowsCompactedTopic=false]");
  }

  @Test
  void oneSettingIsChangedAndNoOther() {
    assertThat(
            defaults
                .withPollTimeout(Duration.ofSeconds(2))
                .withDrainTimeout(Duration.ofSeconds(3))
                .withCommitTimeout(Duration.ofSeconds(4))
                .withRetryDelay(Duration.ofSeconds(6))
                .withCommitInterval(Duration.ofSeconds(7))
                .withOnDataLoss(DataLossPolicy.LATEST)
                .withTopic("outbox")
                .withCompactedTopic(true))
        .hasToString(
            "DispatcherSettings[groupId=group, pollTimeout=PT2S, drainTimeout=PT3S, "
                + "commitTimeout=PT4S, retryDelay=PT6S, commitInterval=PT7S, onDataLoss=LATEST, "
                + "topic=Optional[outbox], allowsCompactedTopic=true]");
  }

  @Test
  void whatIsSetIsGivenBack() {
    assertThat(defaults.groupId()).isEqualTo("group");
    assertThat(defaults.topic()).isEmpty();
    assertThat(defaults.withTopic("outbox").topic()).contains("outbox");
  }

  @Test
  void noTimeIsNegative() {
    assertThatThrownBy(() -> defaults.withPollTimeout(NEGATIVE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("poll timeout: want >= 0, got PT-0.001S");
    assertThatThrownBy(() -> defaults.withDrainTimeout(NEGATIVE))
        .hasMessage("drain timeout: want >= 0, got PT-0.001S");
    assertThatThrownBy(() -> defaults.withCommitTimeout(NEGATIVE))
        .hasMessage("commit timeout: want >= 0, got PT-0.001S");
    assertThatThrownBy(() -> defaults.withRetryDelay(NEGATIVE))
        .hasMessage("retry delay: want >= 0, got PT-0.001S");
    assertThatThrownBy(() -> defaults.withCommitInterval(NEGATIVE))
        .hasMessage("commit interval: want >= 0, got PT-0.001S");
    assertThat(defaults.withDrainTimeout(Duration.ZERO).drainTimeout()).isZero();
  }

  @Test
  void settingsAreAValue() {
    assertThat(defaults)
        .isEqualTo(DispatcherSettings.defaults("group"))
        .hasSameHashCodeAs(DispatcherSettings.defaults("group"))
        .isNotEqualTo(DispatcherSettings.defaults("other"))
        .doesNotHaveSameHashCodeAs(DispatcherSettings.defaults("other"))
        .isNotEqualTo(null);
  }
}
