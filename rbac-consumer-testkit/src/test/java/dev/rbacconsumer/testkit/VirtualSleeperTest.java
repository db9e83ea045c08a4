package dev.rbacconsumer.testkit;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualSleeperTest {
  private final ManualClock clock = new ManualClock();
  private final VirtualSleeper sleeper = new VirtualSleeper(clock);

  @Test
  void aSleepLetsItsWholeTimePass() throws InterruptedException {
    // When
    sleeper.sleep(ofMinutes(5));

    // Then
    assertThat(clock.elapsed()).isEqualTo(ofMinutes(5));
    assertThat(sleeper.sleeps()).containsExactly(ofMinutes(5));
  }

  @Test
  void severalEarlyWakeUpsEndOneSleepAtOnce() throws InterruptedException {
    // Given
    sleeper.wake();
    sleeper.wake();

    // When
    sleeper.sleep(ofSeconds(3));
    sleeper.sleep(ofSeconds(4));

    // Then
    assertThat(sleeper.sleeps()).containsExactly(ZERO, ofSeconds(4));
  }

  @Test
  void aPlannedWakeUpEndsTheSleepItFallsInto() throws InterruptedException {
    // Given
    sleeper.after(ofSeconds(7), sleeper::wake);

    // When
    sleeper.sleep(ofSeconds(5));
    sleeper.sleep(ofSeconds(5));
    sleeper.sleep(ofSeconds(5));

    // Then
    assertThat(sleeper.sleeps()).containsExactly(ofSeconds(5), ofSeconds(2), ofSeconds(5));
  }

  @Test
  void eventsRunInTheOrderOfTimeAndPlan() throws InterruptedException {
    // Given
    List<String> timeline = new ArrayList<>();
    for (String event : List.of("3 third", "1 first", "3 fourth", "2 second", "9 never")) {
      int seconds = Integer.parseInt(event.substring(0, 1));
      sleeper.after(
          ofSeconds(seconds),
          () -> timeline.add(clock.elapsed().toSeconds() + "s" + event.substring(1)));
    }

    // When
    sleeper.sleep(ofSeconds(4));

    // Then
    assertThat(timeline).containsExactly("1s first", "2s second", "3s third", "3s fourth");
    assertThat(clock.elapsed()).isEqualTo(ofSeconds(4));
  }

  @Test
  void anEventThatIsOverdueRunsInTheNextSleep() throws InterruptedException {
    // Given
    sleeper.after(ofSeconds(1), sleeper::wake);
    clock.advance(ofSeconds(10));

    // When
    sleeper.sleep(ofSeconds(5));

    // Then
    assertThat(sleeper.sleeps()).containsExactly(ZERO);
    assertThat(clock.elapsed()).isEqualTo(ofSeconds(10));
  }

  @Test
  void anInterruptEndsTheSleepWithItsException() {
    // Given
    sleeper.after(ofSeconds(2), Thread.currentThread()::interrupt);

    // When
    assertThatThrownBy(() -> sleeper.sleep(ofSeconds(60))).isInstanceOf(InterruptedException.class);

    // Then
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(sleeper.sleeps()).containsExactly(ofSeconds(2));
  }

  @Test
  void aSleepOfNoTimeIsRefused() {
    assertThatThrownBy(() -> sleeper.sleep(ZERO)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sleeper.after(ofSeconds(-1), sleeper::wake))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
