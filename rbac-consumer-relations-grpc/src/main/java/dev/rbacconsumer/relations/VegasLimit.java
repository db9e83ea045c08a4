package dev.rbacconsumer.relations;

import java.util.Arrays;

/**
 * A number of calls to keep in flight, adapted to the server by the algorithm of TCP Vegas (Brakmo
 * and Peterson, "TCP Vegas: End to End Congestion Avoidance on a Global Internet", 1995; applied to
 * calls by Netflix's concurrency-limits).
 *
 * <p>While the server works on all calls side by side, more calls in flight mean more throughput
 * and the same time for each. Once they queue up, more calls in flight mean more time for each and
 * no throughput. Of {@code n} calls in flight, which take the time {@code t} each where a call
 * alone takes {@code base}, the server works on {@code n * base / t} side by side, and the others
 * wait in a queue. The limit doubles while that queue is empty, grows by one while the queue is
 * short, and shrinks while it is long. Two rules are added to Vegas: a server that works on hardly
 * more than one call at a time gets half as many, since conflicts between calls can make them
 * slower than one after the other; and a call that fails halves the limit, as AIMD does.
 *
 * <p>The limit is judged once per window of answers, by the median time of calls that were started
 * under it, so that a pause of the machine or of the network counts little. The time of a call
 * alone is measured by a window with one call in flight, and again after a number of answers that
 * grows with the limit, so that measuring costs a few per cent and the base follows a server that
 * has become slower.
 *
 * <p>Pure, not thread-safe.
 */
final class VegasLimit {
  /** Enough calls in flight to keep each of the measured stores busy, and no burden to any. */
  static final int START = 4;

  /** Queues up to here are short: the limit grows. */
  static final int SHORT_QUEUE = 6;

  /** Queues beyond this are long: the limit shrinks. */
  static final int LONG_QUEUE = 12;

  /** With fewer calls worked on side by side than this, calls in flight bring no throughput. */
  static final double LEAST_SPEEDUP = 1.25;

  /** Fewest answers in a window. */
  static final int WINDOW = 8;

  /** Answers, for each call of the limit, between two measurements of a call alone. */
  static final int ANSWERS_PER_MEASUREMENT = 250;

  private final int ceiling;
  private int limit;
  private boolean measuring;

  /** Changes with the limit: a call that was started under another limit is no evidence. */
  private int epoch;

  private double base = Double.NaN;
  private long answersSinceMeasurement;

  private final long[] times;
  private int answers;
  private double totalInFlight;
  private boolean isReached;

  /**
   * @param ceiling most calls in flight, at least 1
   */
  VegasLimit(int ceiling) {
    this.ceiling = ceiling;
    this.limit = Math.min(START, ceiling);
    this.times = new long[Math.max(WINDOW, ceiling)];
  }

  /** The number of calls to keep in flight now, from 1 to the ceiling. */
  int current() {
    return measuring ? 1 : limit;
  }

  /** The current period, to be handed back with the answer of a call started in it. */
  int epoch() {
    return epoch;
  }

  /**
   * Counts an answer that a call got.
   *
   * @param startedIn period in which the call was started
   * @param nanos time from its start to its answer
   * @param inFlight calls that were in flight beside it, itself included
   */
  void onAnswer(int startedIn, long nanos, int inFlight) {
    answersSinceMeasurement++;
    if (startedIn != epoch) {
      return;
    }
    times[answers++] = Math.max(1, nanos);
    totalInFlight += inFlight;
    isReached |= inFlight >= current();
    if (answers >= Math.max(WINDOW, current())) {
      closeWindow();
    }
  }

  /**
   * Halves the limit because a call failed, or may still be carried out. Of the calls that were
   * started under one limit, only the first to fail does so.
   *
   * @param startedIn period in which the call was started
   */
  void onFailure(int startedIn) {
    if (startedIn == epoch) {
      become(Math.max(1, limit / 2));
    }
  }

  private void closeWindow() {
    double time = median();
    double inFlight = totalInFlight / answers;
    if (measuring) {
      base = time;
      measuring = false;
      answersSinceMeasurement = 0;
      beginEpoch();
    } else if (Double.isNaN(base) || isMeasurementDue()) {
      measuring = true;
      beginEpoch();
    } else {
      base = Math.min(base, time);
      adapt(inFlight, inFlight * base / time);
    }
  }

  private double median() {
    Arrays.sort(times, 0, answers);
    return (times[(answers - 1) / 2] + times[answers / 2]) / 2.0;
  }

  private boolean isMeasurementDue() {
    return answersSinceMeasurement >= (long) ANSWERS_PER_MEASUREMENT * limit;
  }

  private void adapt(double inFlight, double sideBySide) {
    double queue = inFlight - sideBySide;
    int next = limit;
    if (isReached && limit > 1 && sideBySide < LEAST_SPEEDUP) {
      next = limit / 2;
    } else if (queue > LONG_QUEUE) {
      next = Math.max(limit / 2, limit - (int) Math.ceil(queue - LONG_QUEUE));
    } else if (queue < SHORT_QUEUE && isReached) {
      next = Math.min(ceiling, queue < 1 ? limit * 2 : limit + 1);
    }
    if (next == limit) {
      beginWindow();
    } else {
      become(next);
    }
  }

  /** With one call in flight there is no better moment to measure a call alone. */
  private void become(int next) {
    limit = next;
    measuring |= limit == 1;
    beginEpoch();
  }

  private void beginEpoch() {
    epoch++;
    beginWindow();
  }

  private void beginWindow() {
    answers = 0;
    totalInFlight = 0;
    isReached = false;
  }
}
