package dev.rbacconsumer.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThreadSleeperTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final ThreadSleeper sleeper = new ThreadSleeper();

  @Test
  void aWakeUpThatCameBeforeEndsTheNextSleepAtOnce() {
    sleeper.wake();

    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> sleeper.sleep(LONG));
  }

  @Test
  void severalKeptWakeUpsCountAsOne() throws Exception {
    sleeper.wake();
    sleeper.wake();
    sleeper.sleep(LONG);

    long before = System.nanoTime();
    sleeper.sleep(Duration.ofMillis(50));

    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000L);
  }

  @Test
  void aSleepIsEndedByAnotherThread() {
    Thread waker = new Thread(sleeper::wake);

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          waker.start();
          sleeper.sleep(LONG);
        });
  }
}
