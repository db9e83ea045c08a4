package dev.rbacconsumer.relations.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VegasLimitTest {
  private static final long MILLISECOND = 1_000_000;

  private final VegasLimit limit = new VegasLimit(64);
  private long now;

  @ParameterizedTest(name = "{0}")
  @MethodSource("stores")
  void theLimitSettlesWhereTheStoreIsFastest(
      String name, SimulatedStore store, int atLeast, int atMost, double timesTheBest) {
    store.removeUnder(limit, 1_000);

    double millis = store.removeUnder(limit, 10_000);

    assertThat(limit.current()).isBetween(atLeast, atMost);
    assertThat(millis).isLessThan(store.best() * timesTheBest);
  }

  static Stream<Arguments> stores() {
    return Stream.of(
        Arguments.of("in memory", SimulatedStore.inMemory(), 8, 24, 1.15),
        Arguments.of("on PostgreSQL", SimulatedStore.onPostgreSql(), 1, 4, 1.1),
        Arguments.of("in memory, noisy", SimulatedStore.inMemory().noisy(1), 8, 24, 1.2),
        Arguments.of("on PostgreSQL, noisy", SimulatedStore.onPostgreSql().noisy(2), 1, 4, 1.15),
        Arguments.of("far away and idle", new SimulatedStore(5, 0.01, 0), 64, 64, 1.1),
        Arguments.of("one at a time", new SimulatedStore(0, 2, 0), 1, 2, 1.01),
        Arguments.of("conflicts alone", new SimulatedStore(0.5, 4, 0.5), 1, 2, 1.3));
  }

  @Test
  void aPauseWhileACallAloneIsMeasuredIsNotTakenForItsTime() {
    answer(VegasLimit.WINDOW, MILLISECOND);
    assertThat(limit.current()).as("a call alone is measured").isEqualTo(1);

    answer(1, 500 * MILLISECOND);
    answer(VegasLimit.WINDOW - 1, MILLISECOND);
    answer(VegasLimit.WINDOW, 40 * MILLISECOND);

    assertThat(limit.current()).as("forty times as slow is a queue").isEqualTo(2);
  }

  @Test
  void theFirstRemovalsAreNeverManyAtOnce() {
    SimulatedStore store = SimulatedStore.inMemory();

    assertThat(limit.current()).isEqualTo(VegasLimit.START);
    store.removeUnder(limit, 2 * VegasLimit.WINDOW);

    assertThat(limit.current()).isLessThanOrEqualTo(VegasLimit.START);
  }

  @Test
  void aFewHundredRemovalsAreEnoughToSettle() {
    SimulatedStore store = SimulatedStore.inMemory();

    double millis = store.removeUnder(limit, 400);

    assertThat(millis).isLessThan(SimulatedStore.inMemory().removeWith(4, 400) * 1.1);
  }

  @Test
  void theLimitFollowsAStoreThatBecomesSlowerAndFasterAgain() {
    SimulatedStore store = SimulatedStore.inMemory();
    store.removeUnder(limit, 5_000);
    int before = limit.current();

    store.becomeLike(SimulatedStore.onPostgreSql());
    store.removeUnder(limit, 500);
    double slow = store.removeUnder(limit, 5_000);
    int meanwhile = limit.current();
    store.becomeLike(SimulatedStore.inMemory());
    store.removeUnder(limit, 500);
    double fast = store.removeUnder(limit, 5_000);

    assertThat(meanwhile).isBetween(1, 4);
    assertThat(slow).isLessThan(SimulatedStore.onPostgreSql().best() * 1.15);
    assertThat(limit.current()).isCloseTo(before, org.assertj.core.api.Assertions.within(3));
    assertThat(fast).isLessThan(SimulatedStore.inMemory().best() * 1.3);
  }

  @Test
  void aSlowerWayToTheStoreIsNotTakenForAQueueInTheEnd() {
    SimulatedStore store = new SimulatedStore(1, 0.01, 0);
    store.removeUnder(limit, 20_000);

    store.become(20, 0.01, 0);
    store.removeUnder(limit, 40_000);

    assertThat(store.removeUnder(limit, 20_000)).isLessThan(store.best() * 1.1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 64})
  void theCeilingIsNeverExceeded(int ceiling) {
    VegasLimit bounded = new VegasLimit(ceiling);
    SimulatedStore store = new SimulatedStore(5, 0.001, 0);

    for (int i = 0; i < 2_000; i++) {
      store.removeUnder(bounded, 1);

      assertThat(bounded.current()).isBetween(1, ceiling);
    }
    store.removeUnder(bounded, ceiling * VegasLimit.ANSWERS_PER_MEASUREMENT);
    assertThat(bounded.current()).isIn(1, ceiling);
  }

  @Test
  void failuresHalveTheLimitOncePerPeriod() {
    new SimulatedStore(5, 0.01, 0).removeUnder(limit, 2_000);
    int epoch = limit.epoch();

    fail(epoch);
    fail(epoch);

    assertThat(limit.current()).isEqualTo(32);

    for (int i = 0; i < 10; i++) {
      fail(limit.epoch());
    }
    assertThat(limit.current()).isEqualTo(1);
  }

  @Test
  void failuresNeverMakeTheLimitGrow() {
    int before = limit.current();

    for (int i = 0; i < 1_000; i++) {
      fail(limit.epoch());

      assertThat(limit.current()).isLessThanOrEqualTo(before);
      before = limit.current();
    }
  }

  @Test
  void theLimitGrowsAgainAfterFailures() {
    SimulatedStore store = SimulatedStore.inMemory();
    store.removeUnder(limit, 2_000);
    for (int i = 0; i < 10; i++) {
      fail(limit.epoch());
    }

    store.removeUnder(limit, 1_000);

    assertThat(limit.current()).isGreaterThan(5);
  }

  @Test
  void aLimitThatIsNotReachedDoesNotGrow() {
    for (int i = 0; i < 1_000; i++) {
      limit.onStart(now);
      now += MILLISECOND;
      limit.onAnswer(now, now - MILLISECOND);
    }

    assertThat(limit.current()).isEqualTo(VegasLimit.START);
  }

  @Test
  void timeWithoutCallsInFlightIsNoSignOfASlowStore() {
    for (int i = 0; i < 100; i++) {
      answer(4, MILLISECOND);
      now += 10_000 * MILLISECOND;
    }

    assertThat(limit.current()).isGreaterThan(VegasLimit.START);
  }

  @Test
  void callsThatStayInFlightCountAsWaiting() {
    answer(VegasLimit.WINDOW, MILLISECOND);
    answer(VegasLimit.MEASUREMENT, MILLISECOND);
    assertThat(limit.current()).isEqualTo(VegasLimit.START);

    // Three of four calls are stuck, and the answers to the others are as quick as ever.
    for (int i = 0; i < 3; i++) {
      limit.onStart(now);
    }
    answer(VegasLimit.WINDOW, MILLISECOND);

    assertThat(limit.current()).isLessThan(VegasLimit.START);
  }

  @Test
  void moreCallsAreInFlightWhereTheyRaiseTheThroughputAlthoughEachTakesLonger() {
    roundsOf(1.0, 0.08, 10_000);

    assertThat(limit.current()).isBetween(48, 64);
    assertThat(roundsOf(1.0, 0.08, 40_000)).isLessThan(1.08 * (1.0 / 64 + 0.08));
  }

  @Test
  void trialThatDoesNotRaiseTheThroughputIsUndone() {
    SimulatedStore busy = new SimulatedStore(5, 0.5, 0.002);
    busy.removeUnder(limit, 10_000);

    int most = 0;
    int removals = 20_000;
    int above = 0;
    for (int i = 0; i < removals; i++) {
      busy.removeUnder(limit, 1);
      most = Math.max(most, limit.current());
      above += limit.current() > 30 ? 1 : 0;
    }

    assertThat(most).as("tried").isGreaterThan(30);
    assertThat(above).as("tried now and then").isLessThan(removals / 8);
  }

  @Test
  void failureEndsATrialAndWhatTrialsHaveAchieved() {
    roundsOf(1.0, 0.08, 10_000);
    int before = limit.current();
    fail(limit.epoch());
    fail(limit.epoch());
    int after = limit.current();
    assertThat(after).isEqualTo(before / 4);

    roundsOf(1.0, 0.08, 2 * after);

    assertThat(limit.current()).as("no trial is under way").isBetween(after / 2, after + 2);
  }

  /** Answers calls in rounds, of which each takes longer the more calls it has; milliseconds. */
  private double roundsOf(double base, double more, int count) {
    long begin = now;
    for (int done = 0; done < count; done += limit.current()) {
      int size = limit.current();
      answer(size, (long) ((base + more * size) * MILLISECOND));
    }
    return (double) (now - begin) / MILLISECOND / count;
  }

  /** Answers so many calls that take a time each, as many side by side as the limit allows. */
  private void answer(int count, long nanos) {
    for (int done = 0; done < count; ) {
      int started = 0;
      long begin = now;
      while (limit.inFlight() < limit.current() && done + started < count) {
        limit.onStart(now);
        started++;
      }
      now += nanos;
      for (int i = 0; i < started; i++) {
        limit.onAnswer(now, begin);
      }
      done += started;
    }
  }

  private void fail(int startedIn) {
    limit.onStart(now);
    limit.onFailure(now, startedIn);
  }
}
