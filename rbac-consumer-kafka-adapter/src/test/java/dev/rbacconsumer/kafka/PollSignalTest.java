package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PollSignalTest {
  private int wakeups;
  private final PollSignal signal = new PollSignal(() -> wakeups++);

  @Test
  void aSignalDuringAPollWakesTheClientOnce() {
    assertThat(signal.beginPoll()).isTrue();

    signal.raise();
    signal.raise();

    assertThat(wakeups).isEqualTo(1);
  }

  @Test
  void aSignalOutsideAPollLeavesTheClientAloneAndTheNextPollDoesNotWait() {
    signal.raise();

    assertThat(wakeups).isZero();
    assertThat(signal.beginPoll()).isFalse();
    signal.endPoll();
    assertThat(signal.beginPoll()).isTrue();
  }

  @Test
  void aSignalAfterAWakeUpIsKeptForTheNextPoll() {
    signal.beginPoll();
    signal.raise();
    signal.raise();
    signal.endPoll();

    assertThat(signal.beginPoll()).isFalse();
  }
}
