package dev.rbacconsumer.testkit.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Searches for a simpler tape with the same violation: removes pieces, and sets pieces to zero, in
 * ever smaller pieces.
 */
final class Shrinker {
  private static final int MOST_RUNS = 1_500;

  private final Function<List<Integer>, Attempt> runner;
  private final long mostSteps;
  private List<Integer> best;
  private int runs;
  private long steps;

  private Shrinker(List<Integer> tape, long mostSteps, Function<List<Integer>, Attempt> runner) {
    this.best = tape;
    this.mostSteps = mostSteps;
    this.runner = runner;
  }

  /**
   * @param tape tape that fails
   * @param mostSteps most steps of all runs together
   * @param runner runs the schedule of a tape
   */
  static List<Integer> shrink(
      List<Integer> tape, long mostSteps, Function<List<Integer>, Attempt> runner) {
    Shrinker shrinker = new Shrinker(tape, mostSteps, runner);
    boolean better = true;
    while (better) {
      better = shrinker.pass();
    }
    return shrinker.best;
  }

  private boolean pass() {
    boolean better = false;
    for (int size = Math.max(1, best.size() / 2); size > 0; size /= 2) {
      for (int from = 0; from < best.size() && mayRun(); ) {
        int to = Math.min(best.size(), from + size);
        if (accepts(without(from, to)) || accepts(dull(from, to))) {
          better = true;
        } else {
          from += size;
        }
      }
    }
    return better && mayRun();
  }

  private boolean mayRun() {
    return runs < MOST_RUNS && steps < mostSteps;
  }

  private List<Integer> without(int from, int to) {
    List<Integer> shorter = new ArrayList<>(best.subList(0, from));
    shorter.addAll(best.subList(to, best.size()));
    return shorter;
  }

  private List<Integer> dull(int from, int to) {
    List<Integer> duller = new ArrayList<>(best);
    Collections.fill(duller.subList(from, to), 0);
    return duller;
  }

  private boolean accepts(List<Integer> tape) {
    runs++;
    Attempt attempt = runner.apply(tape);
    steps += attempt.steps();
    List<Integer> simpler = trimmed(attempt.tape());
    boolean isBetter = attempt.fails() && weight(simpler) < weight(best);
    if (isBetter) {
      best = simpler;
    }
    return isBetter;
  }

  /** Removes the zeros at the end of a tape, which need not be on it. */
  private static List<Integer> trimmed(List<Integer> tape) {
    int end = tape.size();
    while (end > 0 && tape.get(end - 1) == 0) {
      end--;
    }
    return tape.subList(0, end);
  }

  /** Returns the weight of a tape: numbers other than zero count first, then the length. */
  private static long weight(List<Integer> tape) {
    long weight = 0;
    for (int choice : tape) {
      weight += choice == 0 ? 1 : 1_000;
    }
    return weight;
  }

  /**
   * Result of a run.
   *
   * @param steps number of its steps
   * @param fails whether it has the violation
   * @param tape the tape that was actually read
   */
  record Attempt(int steps, boolean fails, List<Integer> tape) {}
}
