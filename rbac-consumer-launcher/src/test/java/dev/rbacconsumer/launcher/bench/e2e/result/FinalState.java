package dev.rbacconsumer.launcher.bench.e2e.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Difference between the tuples of the store after a run, and those that the messages in their
 * order leave.
 *
 * @param missing tuples that the store should have, and has not
 * @param surplus tuples that it has, and should not have
 */
public record FinalState(int missing, int surplus) {
  /** Compares two sets of tuples. */
  public static FinalState of(Collection<String> expected, Collection<String> found) {
    Set<String> missing = new HashSet<>(expected);
    missing.removeAll(new HashSet<>(found));
    Set<String> surplus = new HashSet<>(found);
    surplus.removeAll(new HashSet<>(expected));
    return new FinalState(missing.size(), surplus.size());
  }

  /** Returns whether there is no difference. */
  @JsonIgnore
  public boolean isRight() {
    return missing == 0 && surplus == 0;
  }

  /** Returns a cell for a table. */
  String text() {
    return isRight() ? "right" : "wrong: %d missing, %d too many".formatted(missing, surplus);
  }

  FinalState plus(FinalState other) {
    return new FinalState(missing + other.missing, surplus + other.surplus);
  }
}
