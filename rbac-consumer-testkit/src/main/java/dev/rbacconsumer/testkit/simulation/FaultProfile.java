package dev.rbacconsumer.testkit.simulation;

import static dev.rbacconsumer.testkit.simulation.Fault.CALL_LANDS_LATE;
import static dev.rbacconsumer.testkit.simulation.Fault.COMMITS_GONE;
import static dev.rbacconsumer.testkit.simulation.Fault.CRASH;
import static dev.rbacconsumer.testkit.simulation.Fault.EVENTS_REPEATED;
import static dev.rbacconsumer.testkit.simulation.Fault.EVENT_ID_REUSED;
import static dev.rbacconsumer.testkit.simulation.Fault.LOCK_STOLEN;
import static dev.rbacconsumer.testkit.simulation.Fault.MARK_FAILS;
import static dev.rbacconsumer.testkit.simulation.Fault.OPEN_TRANSACTION;
import static dev.rbacconsumer.testkit.simulation.Fault.OPERATOR_RESET;
import static dev.rbacconsumer.testkit.simulation.Fault.STORE_REJECTS;
import static dev.rbacconsumer.testkit.simulation.Fault.STORE_RESTORED;
import static dev.rbacconsumer.testkit.simulation.Fault.STORE_WIPED;

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
          EnumSet.of(CALL_LANDS_LATE, STORE_REJECTS),
          // A store that has lost its state is noticed by an owner that does not live long.
          EnumSet.of(STORE_WIPED, STORE_RESTORED, CRASH, LOCK_STOLEN, MARK_FAILS),
          // Records are read again, and the replay changes hands.
          EnumSet.of(OPERATOR_RESET, COMMITS_GONE, CRASH, LOCK_STOLEN, OPEN_TRANSACTION),
          // Events are repeated, and some of them are set aside.
          EnumSet.of(EVENTS_REPEATED, EVENT_ID_REUSED, STORE_REJECTS, OPERATOR_RESET));

  /** Draws a profile of these faults. */
  static FaultProfile draw(Set<Fault> all, Draws choices) {
    if (choices.oneIn(3)) {
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
