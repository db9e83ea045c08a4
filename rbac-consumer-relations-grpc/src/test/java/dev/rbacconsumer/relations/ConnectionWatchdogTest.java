package dev.rbacconsumer.relations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a connection is given up; seconds on a clock of our own. */
class ConnectionWatchdogTest {
  private static final String A = "10.0.0.1:9000";
  private static final String B = "10.0.0.2:9000";

  private Duration now = Duration.ZERO;
  private int givenUp;
  private final ConnectionWatchdog watch =
      new ConnectionWatchdog(Duration.ofSeconds(10), () -> now.toNanos(), () -> givenUp++);

  @Test
  void aCallThatTimesOutInSilenceEndsTheConnection() {
    timedOut(A, 0, 10);

    assertThat(givenUp).isEqualTo(1);
  }

  @Test
  void oneThatTimesOutSoonerDoesNotButTheNextMay() {
    timedOut(A, 0, 4);
    assertThat(givenUp).isZero();

    timedOut(A, 6, 10);

    assertThat(givenUp).isEqualTo(1);
  }

  @Test
  void anAnswerToAnotherCallCountsAsALifeSign() {
    heard(A, 5);
    timedOut(A, 0, 10);
    assertThat(givenUp).isZero();

    timedOut(A, 10, 15);

    assertThat(givenUp).isEqualTo(1);
  }

  @Test
  void anAnswerFromElsewhereDoesNot() {
    heard(B, 9);

    timedOut(A, 0, 10);

    assertThat(givenUp).isEqualTo(1);
  }

  @Test
  void silenceIsForgottenWithTheNextAnswer() {
    timedOut(A, 0, 9);
    heard(A, 9);

    timedOut(A, 9, 18);

    assertThat(givenUp).isZero();
  }

  @Test
  void callsThatWaitedOnTheSameConnectionGiveItUpOnce() {
    timedOut(A, 0, 10);
    timedOut(A, 1, 11);

    assertThat(givenUp).isEqualTo(1);
  }

  private void heard(String address, int at) {
    now = Duration.ofSeconds(at);
    watch.heard(address);
  }

  private void timedOut(String address, int from, int to) {
    now = Duration.ofSeconds(to);
    watch.timedOut(address, Duration.ofSeconds(from).toNanos());
  }
}
