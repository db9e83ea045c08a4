package dev.rbacconsumer.launcher.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.health.Condition;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.runtime.StoreWait;
import dev.rbacconsumer.core.runtime.StoreWaitHealth;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
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
            "INFO The Relations API gives no usable answer yet: waiting up to 10s for one before"
                + " asking for partitions",
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
            "WARN The Relations API has given no usable answer within 10s: asking for partitions"
                + " all the same");
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
  void anErrorOfTheProbeCountsAsNoAnswerUnlessOnlyANewProcessHelps() throws InterruptedException {
    StoreWait missing =
        wait(
            timeout -> {
              throw new NoClassDefFoundError("org/example/Part");
            });
    StoreWait fatal =
        wait(
            timeout -> {
              throw new OutOfMemoryError("Java heap space");
            });

    missing.await();

    assertThat(clock.elapsed()).isEqualTo(LONGEST);
    assertThatThrownBy(fatal::await).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void aStopEndsTheWaitEvenIfTheProbeSwallowsTheInterrupt() throws InterruptedException {
    List<StoreWait> stopped = new ArrayList<>();
    stopped.add(
        wait(
            timeout -> {
              stopped.get(0).stop();
              Thread.interrupted();
              return false;
            }));

    stopped.get(0).await();

    assertThat(probes).hasSize(1);
    assertThat(clock.elapsed()).isZero();
    assertThat(log.lines()).isEmpty();
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
  void aStoreThatRefusesTheLoginIsWaitedFor() throws InterruptedException {
    try (RelationsServer server = RelationsServer.builder().start();
        RelationsChannel channel =
            RelationsChannel.open(
                RelationsSettings.forTarget(server.target())
                    .callDeadline(Duration.ofMinutes(1))
                    .build())) {
      server.next(2, new ServerFault.Answer(GrpcErrorCode.UNAUTHENTICATED, "no such client"));
      RelationSink.Probe probe = new GrpcRelationSink(channel).probe().orElseThrow();

      // The time of a call is real, and that of the wait is not.
      wait(timeout -> probe.answers(Duration.ofMinutes(1))).await();

      assertThat(probes).hasSize(3);
      assertThat(log.lines()).last().isEqualTo("INFO The Relations API answers");
    }
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
                "waits up to 10s for a usable answer of the Relations API before it asks for"
                    + " partitions"));
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
