package dev.rbacconsumer.testkit.simulation.fault;

import static dev.rbacconsumer.testkit.simulation.fault.Fault.CALL_FAILS_AFTER;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.CALL_FAILS_HALF_WAY;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.CALL_IS_SLOW;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.CALL_LANDS_LATE;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.CALL_REPEATED;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.COMMITS_GONE;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.CRASH;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.EVENTS_REPEATED;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.EVENT_ID_REUSED;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.EXPULSION;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.LOCK_RACE;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.LOCK_STOLEN;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.MARK_FAILS;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.OPEN_TRANSACTION;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.OPERATOR_RESET;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.STORE_REJECTS;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.STORE_RESTORED;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.STORE_WIPED;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.SUSPENSION;
import static dev.rbacconsumer.testkit.simulation.fault.Fault.TOPIC_RECREATED;

import dev.rbacconsumer.core.batch.BatchSize;
import dev.rbacconsumer.core.change.ChangeSteps;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Faults of one schedule, and how often they occur. Faults hide each other: if instances crash all
 * the time, no work gets far enough for a late write to overtake it. So most schedules draw all
 * faults, some or few of them; the others draw a few faults that are dangerous together, use them
 * more often, and leave room for long batches.
 *
 * @param faults faults that can occur
 * @param haste factor by which they occur more often than usual, at least 1
 * @param leastBatch lowest limit for a batch, and for the window that must hold it, at least 1
 */
public record FaultProfile(Set<Fault> faults, int haste, int leastBatch) {
  /**
   * Faults by which the store, the group or the log loses its state. One of them occurs in a
   * schedule: if two of the three have lost their state, the third cannot prove anything.
   */
  public static final Set<Fault> FORGETTING =
      Collections.unmodifiableSet(
          EnumSet.of(STORE_WIPED, STORE_RESTORED, COMMITS_GONE, OPERATOR_RESET, TOPIC_RECREATED));

  private static final int LONG_BATCH = 5;
  private static final int ROOMY_STEP = 12;

  private static final List<Set<Fault>> DANGEROUS_TOGETHER =
      List.of(
          // A part of a batch takes effect when its rest is applied.
          EnumSet.of(CALL_LANDS_LATE, STORE_REJECTS),
          // Only an owner with a short life detects that a store has lost its state.
          EnumSet.of(STORE_WIPED, STORE_RESTORED, CRASH, LOCK_STOLEN, MARK_FAILS),
          // Records are read again, and the owner of the replay changes.
          EnumSet.of(OPERATOR_RESET, COMMITS_GONE, CRASH, LOCK_STOLEN, OPEN_TRANSACTION),
          // Events are repeated, and some of them are sent to the dead-letter topic.
          EnumSet.of(EVENTS_REPEATED, EVENT_ID_REUSED, STORE_REJECTS, OPERATOR_RESET));

  /** Faults that are dangerous together for a store whose sink and fences are tested. */
  private static final List<Set<Fault>> DANGEROUS_FOR_STORES =
      List.of(
          // A write arrives when another owner has the fence.
          EnumSet.of(CALL_LANDS_LATE, LOCK_STOLEN, CRASH),
          // Another owner takes the fence in the middle of a call.
          EnumSet.of(CALL_IS_SLOW, LOCK_STOLEN, LOCK_RACE),
          // A call ends in the middle, and is made again.
          EnumSet.of(CALL_FAILS_HALF_WAY, CALL_FAILS_AFTER, CRASH),
          // An instance continues with a fence that it has lost.
          EnumSet.of(SUSPENSION, EXPULSION, CALL_REPEATED));

  /** Draws a profile from the faults of these settings. */
  public static FaultProfile draw(SimulationSettings settings, Draws choices) {
    Set<Fault> all = settings.faults();
    if (choices.oneIn(3)) {
      boolean isForeign = settings.store().isPresent();
      Set<Fault> focus =
          EnumSet.copyOf(choices.of(isForeign ? DANGEROUS_FOR_STORES : DANGEROUS_TOGETHER));
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

  /** Draws the size of an instance's batches. */
  public BatchSize batches(Draws choices) {
    int messages = leastBatch + choices.below(5);
    return choices.oneIn(3) ? BatchSize.AUTO : BatchSize.of(messages);
  }

  /** Draws the steps of an instance's changes; large ones leave room for batches that adapt. */
  public ChangeSteps steps(Draws choices) {
    int tuples = choices.oneIn(3) ? ROOMY_STEP : 1 + choices.below(6);
    return new ChangeSteps(1 + choices.below(4), tuples);
  }

  /** Returns the rate of a fault, as "once in so many times", from its usual rate. */
  public int oneIn(int usual) {
    return Math.max(Math.min(usual, 3), usual / haste);
  }
}
