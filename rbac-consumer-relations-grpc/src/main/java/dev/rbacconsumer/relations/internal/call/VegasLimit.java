package dev.rbacconsumer.relations.internal.call;

import java.util.Arrays;

/**
 * Limit on the calls in flight, adapted to the server by the algorithm of TCP Vegas (Brakmo and
 * Peterson, "TCP Vegas: End to End Congestion Avoidance on a Global Internet", 1995; applied to
 * calls by Netflix's concurrency-limits).
 *
 * <p>While the server works on all calls side by side, more calls in flight mean more throughput
 * and the same time for each. Once they queue up, more calls in flight mean more time for each and
 * no throughput. Of {@code n} calls in flight, which take the time {@code t} each where a call
 * alone takes {@code base}, the server works on {@code n * base / t} side by side, and the others
 * wait in a queue. The limit doubles while that queue is empty, grows by one while the queue is
 * short, and shrinks while it is long. Three rules are added to Vegas: a server that works on
 * hardly more than one call at a time gets half as many, since conflicts between calls can make
 * them slower than one after the other; a call that fails halves the limit, as AIMD does; and where
 * the queue keeps the limit from growing, twice as many calls are tried ({@link GrowthTrial}), and
 * a queue twice as long is accepted if that raises the throughput.
 *
 * <p>The limit is judged once per window of answers, by the throughput in it: answers by the time
 * in which at least one call was in flight. The time of single calls would mislead: of calls that
 * conflict, some are quick, and the slow ones are answered after the window. The time of a call
 * alone is measured by a window with one call in flight, and again after a number of answers that
 * grows with the limit, so that measuring costs a few per cent and the base follows a server that
 * has become slower. It is a median, so that one pause of the machine does not count.
 *
 * <p>Times are nanoseconds of a monotonic clock. Pure, not thread-safe.
 */
final class VegasLimit {
  /**
   * Initial limit: enough calls in flight to keep each of the measured stores busy, without
   * overloading any.
   */
  static final int START = 4;

  /** Longest queue that counts as short: up to here the limit grows. */
  static final int SHORT_QUEUE = 6;

  /** Longest queue that does not count as long: beyond it the limit shrinks. */
  static final int LONG_QUEUE = 12;

  /**
   * Least number of calls served side by side; below it, more calls in flight bring no throughput.
   */
  static final double LEAST_SPEEDUP = 1.25;

  /**
   * Number of calls served side by side from which the limit grows; between this and the least
   * number it stays.
   */
  static final double GROWING_SPEEDUP = 1.5;

  /** Least number of answers in a window. */
  static final int WINDOW = 16;

  /** Number of answers to single calls that a measurement takes. */
  static final int MEASUREMENT = 8;

  /** Number of answers, for each call of the limit, between two measurements of a single call. */
  static final int ANSWERS_PER_MEASUREMENT = 250;

  private final int ceiling;
  private final GrowthTrial trial = new GrowthTrial();
  private int limit;

  /** Limit before the trial that is under way. */
  private int untried;

  /**
   * Factor of the queues that count as short and long, which grows with each trial that succeeds.
   */
  private int stretch = 1;

  private boolean measuring;

  /** Changes with the limit: of the calls started under one limit, only one failure counts. */
  private int epoch;

  private double base = Double.NaN;
  private long answersSinceMeasurement;
  private int inFlight;
  private long lastChange;

  /**
   * Number of answers to wait for before a window begins, from calls that were in flight before it.
   */
  private int skipped;

  private final long[] times = new long[MEASUREMENT];
  private int answers;
  private double busyNanos;
  private double inFlightNanos;
  private boolean isReached;

  /**
   * @param ceiling most calls in flight, at least 1
   */
  VegasLimit(int ceiling) {
    this.ceiling = ceiling;
    this.limit = Math.min(START, ceiling);
  }

  /** Returns the number of calls to keep in flight now, from 1 to the ceiling. */
  int current() {
    return measuring ? 1 : limit;
  }

  /** Returns the number of calls in flight. */
  int inFlight() {
    return inFlight;
  }

  /** Returns the current period, which is passed back if a call started in it fails. */
  int epoch() {
    return epoch;
  }

  /** Counts a call as started. */
  void onStart(long now) {
    pass(now);
    inFlight++;
    isReached |= inFlight >= current();
  }

  /**
   * Counts an answered call as ended.
   *
   * @param startedAt time of its start
   */
  void onAnswer(long now, long startedAt) {
    pass(now);
    inFlight--;
    answersSinceMeasurement++;
    if (skipped > 0) {
      skipped--;
      if (skipped == 0) {
        beginWindow();
      }
      return;
    }
    times[answers % MEASUREMENT] = Math.max(1, now - startedAt);
    answers++;
    if (answers >= (measuring ? MEASUREMENT : Math.max(WINDOW, limit))) {
      closeWindow();
    }
  }

  /** Counts a call as ended without information about the server, such as a cancelled one. */
  void onEnd(long now) {
    pass(now);
    inFlight--;
  }

  /**
   * Records the end of a call that failed or whose result is unknown, and halves the limit. Of the
   * calls started under one limit, only the first failure halves it.
   *
   * @param startedIn period in which the call was started
   */
  void onFailure(long now, int startedIn) {
    onEnd(now);
    if (startedIn == epoch) {
      forgetTrials();
      become(Math.max(1, limit / 2));
    }
  }

  private void pass(long now) {
    long passed = Math.max(0, now - lastChange);
    lastChange = now;
    if (inFlight > 0) {
      busyNanos += passed;
      inFlightNanos += (double) passed * inFlight;
    }
  }

  private void closeWindow() {
    double busy = Math.max(1, busyNanos);
    if (measuring) {
      base = median();
      measuring = false;
      answersSinceMeasurement = 0;
      forgetTrials();
      beginEpoch();
    } else if (Double.isNaN(base) || isMeasurementDue()) {
      measuring = true;
      beginEpoch();
    } else {
      base = Math.min(base, inFlightNanos / answers);
      adapt(inFlightNanos / busy, answers * base / busy);
    }
  }

  private double median() {
    Arrays.sort(times);
    return (times[(MEASUREMENT - 1) / 2] + times[MEASUREMENT / 2]) / 2.0;
  }

  private boolean isMeasurementDue() {
    return answersSinceMeasurement >= (long) ANSWERS_PER_MEASUREMENT * limit;
  }

  private void adapt(double meanInFlight, double sideBySide) {
    int next = limit;
    if (isReached && limit > 1 && sideBySide < LEAST_SPEEDUP) {
      forgetTrials();
      next = limit / 2;
    } else if (trial.isUnderWay()) {
      next = tried(sideBySide);
    } else {
      next = byQueue(meanInFlight - sideBySide, sideBySide);
    }
    if (next == limit) {
      beginWindow();
    } else {
      become(next);
    }
  }

  private int byQueue(double queue, double sideBySide) {
    boolean isGrowing = isReached && (limit == 1 || sideBySide >= GROWING_SPEEDUP);
    if (queue < SHORT_QUEUE * stretch) {
      int more = queue < 1 ? limit * 2 : limit + 1;
      return isGrowing ? Math.min(ceiling, more) : limit;
    }
    if (isGrowing && limit < ceiling && trial.beginsAfter(sideBySide)) {
      untried = limit;
      stretch *= 2;
      return Math.min(ceiling, limit * 2);
    }
    int tooMany = (int) Math.ceil(queue - LONG_QUEUE * stretch);
    return tooMany > 0 ? Math.max(limit / 2, limit - tooMany) : limit;
  }

  private int tried(double sideBySide) {
    if (trial.endsAfter(sideBySide) && trial.hasFailed()) {
      stretch /= 2;
      return untried;
    }
    return limit;
  }

  private void forgetTrials() {
    trial.reset();
    stretch = 1;
  }

  /** Sets the limit. At a limit of one call, a single call is measured at once. */
  private void become(int next) {
    limit = next;
    measuring |= limit == 1;
    beginEpoch();
  }

  private void beginEpoch() {
    epoch++;
    skipped = inFlight;
    beginWindow();
  }

  private void beginWindow() {
    answers = 0;
    busyNanos = 0;
    inFlightNanos = 0;
    isReached = false;
  }
}
