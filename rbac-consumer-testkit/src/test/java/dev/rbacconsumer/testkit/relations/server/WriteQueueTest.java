package dev.rbacconsumer.testkit.relations.server;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteQueueTest {
  private static final int REMOVALS = 400;

  @Test
  void aWriteAloneTakesItsCallItsTurnAndItsTuples() {
    WriteQueue queue = new WriteQueue(cost(ofMillis(2), ofMillis(5), 0, 0));

    assertThat(queue.arrive(0, 1)).isEqualTo(after(ofMillis(8)));
    assertThat(queue.arrive(ofMillis(100).toNanos(), 10)).isEqualTo(after(ofMillis(17)));
  }

  @Test
  void callsAreSideBySideAndTurnsAreNot() {
    WriteQueue queue = new WriteQueue(cost(ofMillis(2), ofMillis(4), 0, 0));

    List<Long> ends = IntStream.range(0, 3).mapToObj(i -> millis(queue.arrive(0, 1))).toList();

    assertThat(ends).containsExactly(7L, 12L, 17L);
  }

  @Test
  void aWriteRepeatsItsTurnForEachConflict() {
    WriteQueue queue = new WriteQueue(cost(Duration.ZERO, ofMillis(9), 0.5, 10));

    List<Long> ends = IntStream.range(0, 4).mapToObj(i -> millis(queue.arrive(0, 1))).toList();

    // Conflicts so far: 0, 0.5, 1.5, 3: the third write completes one, the fourth another two.
    assertThat(ends).containsExactly(10L, 20L, 40L, 70L);
  }

  @Test
  void aWriteThatIsDoneConflictsWithNothing() {
    WriteQueue queue = new WriteQueue(cost(Duration.ZERO, ofMillis(9), 1, 10));
    queue.arrive(0, 1);

    WriteQueue.End next = queue.arrive(ofMillis(10).toNanos(), 1);

    assertThat(next).isEqualTo(after(ofMillis(10)));
  }

  @Test
  void aWriteFailsOnceItsRetriesAreExhausted() {
    WriteQueue queue = new WriteQueue(cost(Duration.ZERO, ofMillis(9), 1, 2));

    List<WriteQueue.End> ends = IntStream.range(0, 4).mapToObj(i -> queue.arrive(0, 1)).toList();

    assertThat(ends).extracting(WriteQueue.End::aborted).containsExactly(false, false, false, true);
    assertThat(millis(ends.get(3))).as("it kept the store busy all the same").isEqualTo(90);
  }

  @Test
  void theCostsOfTheRealStoresFitWhatWasMeasured() {
    assertThat(millisEach(StoreCost.likeSpiceDbInMemory(), 1)).isCloseTo(3.02, within(0.3));
    assertThat(millisEach(StoreCost.likeSpiceDbInMemory(), 4)).isCloseTo(1.03, within(0.3));
    assertThat(millisEach(StoreCost.likeSpiceDbInMemory(), 16)).isCloseTo(0.57, within(0.1));
    assertThat(millisEach(StoreCost.likeSpiceDbInMemory(), 64)).isCloseTo(0.85, within(0.1));
    assertThat(millisEach(StoreCost.likeSpiceDbOnPostgreSql(), 1)).isCloseTo(7.43, within(0.4));
    assertThat(millisEach(StoreCost.likeSpiceDbOnPostgreSql(), 4)).isCloseTo(6.75, within(0.4));
    assertThat(millisEach(StoreCost.likeSpiceDbOnPostgreSql(), 16)).isCloseTo(7.95, within(0.4));
    assertThat(millisEach(StoreCost.likeSpiceDbOnPostgreSql(), 64)).isCloseTo(12.23, within(0.7));
  }

  @Test
  void aCostBelowZeroIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> cost(ofMillis(-1), Duration.ZERO, 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cost(Duration.ZERO, Duration.ZERO, Double.NaN, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cost(Duration.ZERO, Duration.ZERO, 0, -1));
  }

  /** Milliseconds for each removal of a client that keeps so many in flight. */
  private static double millisEach(StoreCost cost, int inFlight) {
    WriteQueue queue = new WriteQueue(cost);
    Deque<Long> open = new ArrayDeque<>();
    List<Long> ends = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < REMOVALS; i++) {
      if (open.size() == inFlight) {
        now = open.removeFirst();
      }
      long end = now + queue.arrive(now, 1).delayNanos();
      open.add(end);
      ends.add(end);
    }
    return ends.get(REMOVALS - 1) / 1e6 / REMOVALS;
  }

  private static StoreCost cost(Duration call, Duration turn, double conflicts, int maxRetries) {
    return new StoreCost(call, turn, ofMillis(1), conflicts, maxRetries);
  }

  private static WriteQueue.End after(Duration delay) {
    return new WriteQueue.End(delay.toNanos(), false);
  }

  private static long millis(WriteQueue.End end) {
    return Duration.ofNanos(end.delayNanos()).toMillis();
  }
}
