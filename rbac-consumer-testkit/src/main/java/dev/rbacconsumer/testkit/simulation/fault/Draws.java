package dev.rbacconsumer.testkit.simulation.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * Makes all choices of one schedule, and records them on a tape: a replay of the tape gives the
 * same schedule. Zero is always the simplest option, so a tape of fewer and smaller numbers is a
 * simpler schedule.
 */
public final class Draws {
  private final IntUnaryOperator source;
  private final List<Integer> tape = new ArrayList<>();

  private Draws(IntUnaryOperator source) {
    this.source = source;
  }

  public static Draws ofSeed(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Draws(random::nextInt);
  }

  /** Creates draws that repeat recorded choices in their order, and return 0 after the last one. */
  public static Draws ofTape(List<Integer> tape) {
    List<Integer> fixed = List.copyOf(tape);
    Draws[] self = new Draws[1];
    self[0] =
        new Draws(
            options -> {
              int at = self[0].tape.size();
              return at < fixed.size() ? fixed.get(at) % options : 0;
            });
    return self[0];
  }

  /** Draws a number from 0 (included) to the given number (excluded). */
  public int below(int options) {
    int chosen = options <= 1 ? 0 : source.applyAsInt(options);
    tape.add(chosen);
    return chosen;
  }

  /** Draws true once in the given number of times. */
  public boolean oneIn(int times) {
    return below(times) == times - 1;
  }

  public <T> T of(List<T> options) {
    return options.get(below(options.size()));
  }

  public List<Integer> tape() {
    return List.copyOf(tape);
  }
}
