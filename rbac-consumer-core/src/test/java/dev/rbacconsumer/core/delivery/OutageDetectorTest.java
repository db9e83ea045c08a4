package dev.rbacconsumer.core.delivery;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.internal.lane.LaneAction;
import dev.rbacconsumer.core.metrics.TestClock;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies when an outage of the store counts as over, and which lane probes meanwhile. */
class OutageDetectorTest {
  private static final Outcome UNAVAILABLE = new Outcome.RetryLater("unavailable", "down");
  private static final Outcome APPLIED = new Outcome.Applied(Optional.empty());

  private final TestClock clock = new TestClock();
  private int ends;
  private final OutageDetector detector = new OutageDetector(true, clock, () -> ends++);

  /** Outcomes that the store gives only if it answers. */
  static Stream<Outcome> answers() {
    return Stream.of(
        APPLIED,
        new Outcome.Rejected("unknown_type", "no such type"),
        new Outcome.FenceLost("a newer owner"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anyAnswerToACallEndsAnOutageOnce(Outcome answer) {
    detector.observe(UNAVAILABLE);
    clock.advance(ofSeconds(20));

    assertThat(detector.observe(answer)).isSameAs(answer);
    assertThat(detector.observe(answer)).isSameAs(answer);

    assertThat(ends).isEqualTo(1);
  }

  @Test
  void aFenceThatIsAcquiredEndsAnOutageThatBeganWithOneThatWasNot() {
    FenceOutcome acquired = new FenceOutcome.Acquired(new FenceToken("group/0", "token"));
    detector.observe(new FenceOutcome.NotAcquired("unavailable", "down"));
    clock.advance(ofSeconds(20));

    assertThat(detector.observe(acquired)).isSameAs(acquired);

    assertThat(ends).isEqualTo(1);
  }

  @Test
  void anAnswerWithoutAFailureBeforeItEndsNothing() {
    clock.advance(ofSeconds(20));

    detector.observe(APPLIED);

    assertThat(ends).isZero();
  }

  @Test
  void anOutageCountsFromTheShortestTimeOnAndNotBelowIt() {
    detector.observe(UNAVAILABLE);
    clock.advance(OutageDetector.SHORTEST.minusNanos(1));
    detector.observe(APPLIED);
    assertThat(ends).as("one nanosecond too short").isZero();

    detector.observe(UNAVAILABLE);
    clock.advance(OutageDetector.SHORTEST);
    detector.observe(APPLIED);

    assertThat(ends).isEqualTo(1);
  }

  @Test
  void anOutageLastsFromItsFirstFailureOn() {
    detector.observe(UNAVAILABLE);
    clock.advance(OutageDetector.SHORTEST.minusNanos(1));
    detector.observe(UNAVAILABLE);
    clock.advance(Duration.ofNanos(1));

    detector.observe(APPLIED);

    assertThat(ends).isEqualTo(1);
  }

  @Test
  void theFirstProbeIsDueAnIntervalAfterTheFirstFailure() {
    long first = clock.nanoTime() + OutageDetector.PROBE_INTERVAL.toNanos();
    detector.observe(UNAVAILABLE);

    assertThat(detector.during(waitOf(ofSeconds(60))))
        .isEqualTo(new LaneAction.WaitUntil(first, true));

    clock.advance(OutageDetector.PROBE_INTERVAL);
    assertThat(detector.during(waitOf(ofSeconds(60)))).isInstanceOf(LaneAction.ProbeStore.class);
  }

  @Test
  void whileOneLaneProbesTheOthersWaitForItsEndAndAnIntervalMore() {
    detector.observe(UNAVAILABLE);
    clock.advance(OutageDetector.PROBE_INTERVAL);
    assertThat(detector.during(waitOf(ofSeconds(60)))).isInstanceOf(LaneAction.ProbeStore.class);
    long next =
        clock.nanoTime()
            + OutageDetector.PROBE_TIMEOUT.plus(OutageDetector.PROBE_INTERVAL).toNanos();

    LaneAction other = detector.during(waitOf(ofSeconds(60)));

    assertThat(other).isEqualTo(new LaneAction.WaitUntil(next, true));
  }

  @Test
  void aProbeThatHasEndedIsRepeatedAnIntervalLater() {
    detector.observe(UNAVAILABLE);
    clock.advance(OutageDetector.PROBE_INTERVAL);
    detector.during(waitOf(ofSeconds(60)));

    detector.probed(false);
    detector.probeEnded();

    long next = clock.nanoTime() + OutageDetector.PROBE_INTERVAL.toNanos();
    assertThat(detector.during(waitOf(ofSeconds(60))))
        .isEqualTo(new LaneAction.WaitUntil(next, true));
  }

  @Test
  void aLaneWhoseWaitEndsWhenAProbeIsDueMakesItsOwnAttempt() {
    detector.observe(UNAVAILABLE);
    LaneAction ending = waitOf(OutageDetector.PROBE_INTERVAL);
    clock.advance(OutageDetector.PROBE_INTERVAL);

    assertThat(detector.during(ending)).isSameAs(ending);
  }

  @Test
  void afterAnAnswerNoLaneProbesUntilTheNextFailure() {
    detector.observe(UNAVAILABLE);
    clock.advance(ofSeconds(20));
    detector.observe(APPLIED);
    LaneAction wait = waitOf(ofSeconds(60));

    assertThat(detector.during(wait)).isSameAs(wait);

    detector.observe(UNAVAILABLE);
    clock.advance(OutageDetector.PROBE_INTERVAL);
    assertThat(detector.during(waitOf(ofSeconds(60)))).isInstanceOf(LaneAction.ProbeStore.class);
  }

  @Test
  void aProbeWithAnAnswerEndsTheWaitsOnlyAfterOneWithout() {
    detector.observe(UNAVAILABLE);
    clock.advance(ofSeconds(20));
    detector.probed(true);
    assertThat(ends).as("single calls fail, and the store answers").isZero();

    detector.observe(UNAVAILABLE);
    detector.probed(false);
    detector.probed(true);

    assertThat(ends).isEqualTo(1);
  }

  @Test
  void otherActionsThanWaitsForTheStoreAreLeftAsTheyAre() {
    detector.observe(UNAVAILABLE);
    clock.advance(ofSeconds(20));

    LaneAction ofRecord = new LaneAction.WaitUntil(clock.nanoTime() + 1, false);
    LaneAction idle = new LaneAction.AwaitEvent();

    assertThat(detector.during(ofRecord)).isSameAs(ofRecord);
    assertThat(detector.during(idle)).isSameAs(idle);
  }

  @Test
  void aStoreThatCannotBeProbedIsNot() {
    OutageDetector blind = new OutageDetector(false, clock, () -> ends++);
    blind.observe(UNAVAILABLE);
    clock.advance(ofSeconds(20));
    LaneAction wait = waitOf(ofSeconds(60));

    assertThat(blind.during(wait)).isSameAs(wait);
  }

  private LaneAction waitOf(Duration duration) {
    return new LaneAction.WaitUntil(clock.nanoTime() + duration.toNanos(), true);
  }
}
