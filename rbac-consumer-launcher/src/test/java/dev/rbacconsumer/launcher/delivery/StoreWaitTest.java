package dev.rbacconsumer.launcher.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.health.Condition;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long an instance waits for the store before it asks for partitions. */
class StoreWaitTest {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final ManualClock clock = new ManualClock();
  private final VirtualSleeper sleeper = new VirtualSleeper(clock);
  private final List<Duration> probes = new ArrayList<>();
  private final CapturedLog log = CapturedLog.of(Delivery.LOGGER);

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aStoreThatAnswersAtOnceIsNotWaitedFor() throws InterruptedException {
    StoreWait wait = wait(timeout -> true);

    wait.await();

    assertThat(clock.elapsed()).isZero();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void aStoreThatAnswersLaterIsWaitedFor() throws InterruptedException {
    StoreWait wait = wait(timeout -> clock.elapsed().compareTo(Duration.ofSeconds(3)) >= 0);

    wait.await();

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(3));
    assertThat(log.lines())
        .containsExactly(
            "INFO The Relations API does not answer yet: waiting up to 10s for it before asking for"
                + " partitions",
            "INFO The Relations API answers");
  }

  @Test
  void aStoreThatDoesNotAnswerIsGivenUpAfterTheLongestWait() throws InterruptedException {
    StoreWait wait = wait(timeout -> false);

    wait.await();

    assertThat(clock.elapsed()).isEqualTo(LONGEST);
    assertThat(log.lines())
        .last()
        .isEqualTo(
            "WARN The Relations API has not answered within 10s: asking for partitions all the"
                + " same");
  }

  @Test
  void callsThatHangTakeNoLongerThanTheWait() throws InterruptedException {
    StoreWait wait =
        wait(
            timeout -> {
              clock.advance(timeout);
              return false;
            });

    wait.await();

    assertThat(clock.elapsed()).isEqualTo(LONGEST);
    assertThat(probes).hasSize(4).allMatch(it -> it.compareTo(Duration.ofSeconds(2)) <= 0);
  }

  @Test
  void aProbeThatFailsCountsAsNoAnswer() throws InterruptedException {
    StoreWait wait =
        wait(
            timeout -> {
              throw new IllegalStateException("a defect");
            });

    wait.await();

    assertThat(clock.elapsed()).isEqualTo(LONGEST);
  }

  @Test
  void aStopEndsTheWaitAtOnceAndLeavesNoInterrupt() throws InterruptedException {
    StoreWait wait = wait(timeout -> false);
    sleeper.after(Duration.ofMillis(1200), wait::stop);

    wait.await();

    assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(1200));
    assertThat(Thread.interrupted()).isFalse();
    assertThat(wait.isOver()).isTrue();
  }

  @Test
  void aStopBeforeTheWaitMakesItNone() throws InterruptedException {
    StoreWait wait = wait(timeout -> false);
    wait.stop();

    wait.await();

    assertThat(probes).isEmpty();
    assertThat(clock.elapsed()).isZero();
  }

  @Test
  void anotherInterruptIsPassedOn() {
    StoreWait wait = wait(timeout -> false);
    sleeper.after(Duration.ofSeconds(1), Thread.currentThread()::interrupt);

    assertThatThrownBy(wait::await).isInstanceOf(InterruptedException.class);
  }

  @Test
  void itIsNotReadyBeforeTheWaitIsOver() throws InterruptedException {
    List<List<Condition>> seen = new ArrayList<>();
    Condition kafka = Condition.readiness("kafka", true, "a broker answers");
    StoreWait wait = wait(timeout -> false);
    StoreWaitHealth health = new StoreWaitHealth(() -> List.of(kafka), wait);
    health.begin(() -> seen.add(health.check()));
    List<Condition> before = health.check();

    wait.await();

    assertThat(before)
        .containsExactly(
            kafka,
            Condition.readiness(
                "start",
                false,
                "waits up to 10s for the Relations API to answer before it asks for partitions"));
    assertThat(seen)
        .containsExactly(
            List.of(
                kafka,
                Condition.readiness(
                    "start",
                    true,
                    "the wait for the Relations API before the first partition is over")));
  }

  private StoreWait wait(RelationSink.Probe probe) {
    return new StoreWait(
        timeout -> {
          probes.add(timeout);
          return probe.answers(timeout);
        },
        LONGEST,
        clock,
        sleeper);
  }
}
