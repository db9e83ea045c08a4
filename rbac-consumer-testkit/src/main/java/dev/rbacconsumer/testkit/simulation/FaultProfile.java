package dev.rbacconsumer.testkit.simulation;

import static dev.rbacconsumer.testkit.simulation.Fault.CALL_LANDS_LATE;
import static dev.rbacconsumer.testkit.simulation.Fault.STORE_REJECTS;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which faults can strike in one schedule, and how often they do. Faults hide each other: where
 * everything crashes all the time, nothing comes far enough to be overtaken by a write that lands
 * late. So most schedules draw all faults, some or few of them; the others draw a few that are
 * dangerous together, let them strike more often, and leave room for long batches.
 *
 * @param faults those that can strike
 * @param haste how many times more often than usual they do, at least 1
 * @param leastBatch least bound of a batch, and of the window that it has to fit into, at least 1
 */
record FaultProfile(Set<Fault> faults, int haste, int leastBatch) {
  private static final int LONG_BATCH = 5;

  private static final List<Set<Fault>> DANGEROUS_TOGETHER =
      List.of(
          // A part of a batch lands when its rest is applied.
          EnumSet.of(CALL_LANDS_LATE, STORE_REJECTS));

  /** Draws a profile of these faults. */
  static FaultProfile draw(Set<Fault> all, Choices choices) {
    if (choices.oneIn(5)) {
      Set<Fault> focus = EnumSet.copyOf(choices.of(DANGEROUS_TOGETHER));
      focus.retainAll(all);
      return new FaultProfile(focus, 2 + choices.below(3), LONG_BATCH);
    }
    int oneIn = 1 + choices.below(5);
    Set<Fault> some = EnumSet.noneOf(Fault.class);
    for (Fault fault : all) {
      if (choices.oneIn(oneIn)) {
        some.add(fault);
      }
    }
    return new FaultProfile(some, 1, 1);
  }

  /** Once in how many times a fault strikes that usually strikes once in so many times. */
  int oneIn(int usual) {
    return Math.max(Math.min(usual, 3), usual / haste);
  }
}
