package dev.rbacconsumer.relations.internal.call;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A client that keeps as many removals in flight as a limit allows, and a store whose removals take
 * some time side by side and then take turns; a turn is longer the more are in flight. In virtual
 * time.
 */
final class SimulatedStore {
  private static final Random NO_NOISE = new Random(0);

  private final Random random;
  private final double noise;
  private final PriorityQueue<Call> open =
      new PriorityQueue<>(Comparator.comparingDouble(Call::end));
  private double sideBySide;
  private double turn;
  private double conflicts;
  private double now;
  private double free;

  /**
   * @param sideBySide milliseconds of each removal beside all others
   * @param turn milliseconds of each removal in its turn
   * @param conflicts part of a turn added for each other removal in flight
   */
  SimulatedStore(double sideBySide, double turn, double conflicts) {
    this(sideBySide, turn, conflicts, NO_NOISE, 0);
  }

  private SimulatedStore(
      double sideBySide, double turn, double conflicts, Random random, double noise) {
    this.random = random;
    this.noise = noise;
    become(sideBySide, turn, conflicts);
  }

  /** SpiceDB's memory store: best with about 16 in flight. */
  static SimulatedStore inMemory() {
    return new SimulatedStore(2.5, 0.5, 0.011);
  }

  /** PostgreSQL: best with about 4 in flight. */
  static SimulatedStore onPostgreSql() {
    return new SimulatedStore(0.7, 6.7, 0.0125);
  }

  /** The same store, with times that vary around their means. */
  SimulatedStore noisy(long seed) {
    return new SimulatedStore(sideBySide, turn, conflicts, new Random(seed), 1);
  }

  /** Changes its costs. */
  void become(double sideBySide, double turn, double conflicts) {
    this.sideBySide = sideBySide;
    this.turn = turn;
    this.conflicts = conflicts;
  }

  void becomeLike(SimulatedStore other) {
    become(other.sideBySide, other.turn, other.conflicts);
  }

  /** Milliseconds for each of so many removals under an adaptive limit. */
  double removeUnder(VegasLimit limit, int removals) {
    double begin = now;
    for (int done = 0; done < removals; done++) {
      while (open.size() < limit.current()) {
        limit.onStart(nanos(now));
        open.add(start());
      }
      Call over = open.remove();
      now = over.end();
      limit.onAnswer(nanos(now), nanos(over.begin()));
    }
    return (now - begin) / removals;
  }

  /** Milliseconds for each removal with a fixed number in flight. */
  double removeWith(int inFlight, int removals) {
    double begin = now;
    for (int done = 0; done < removals; done++) {
      while (open.size() < inFlight) {
        open.add(start());
      }
      now = open.remove().end();
    }
    return (now - begin) / removals;
  }

  /** The least milliseconds for each removal with any fixed number in flight. */
  double best() {
    double best = Double.MAX_VALUE;
    for (int inFlight = 1; inFlight <= 64; inFlight++) {
      SimulatedStore fresh = new SimulatedStore(sideBySide, turn, conflicts, random, noise);
      best = Math.min(best, fresh.removeWith(inFlight, 4_000));
    }
    return best;
  }

  private Call start() {
    double ready = now + vary(sideBySide);
    free = Math.max(free, ready) + vary(turn) * (1 + conflicts * open.size());
    return new Call(now, free);
  }

  /** Exponentially distributed where there is noise. */
  private double vary(double mean) {
    return noise == 0 ? mean : mean * (0.5 - 0.5 * Math.log(1 - random.nextDouble()));
  }

  private static long nanos(double millis) {
    return Math.round(millis * 1e6);
  }

  private record Call(double begin, double end) {}
}
