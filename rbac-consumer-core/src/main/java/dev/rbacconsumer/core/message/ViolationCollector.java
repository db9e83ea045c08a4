package dev.rbacconsumer.core.message;

import java.util.ArrayList;
import java.util.List;

/** Collects the first few faults of a message; their number is bounded for any message. */
public final class ViolationCollector {
  static final int MOST_KEPT = 5;

  private final List<Violation> kept = new ArrayList<>();

  /** Adds a fault, unless enough are kept. */
  public void add(ViolationCode code, String path, String message) {
    if (kept.size() < MOST_KEPT || code == ViolationCode.NOT_DEBEZIUM_FORMAT) {
      kept.add(new Violation(code, path, message));
    }
  }

  /** Returns whether no fault was added. */
  public boolean isEmpty() {
    return kept.isEmpty();
  }

  /** Returns whether the number of kept faults is at its limit. */
  public boolean isFull() {
    return kept.size() >= MOST_KEPT;
  }

  /** Returns the kept faults of one kind. */
  public List<Violation> onlyOf(ViolationCode code) {
    return kept.stream().filter(violation -> violation.code() == code).toList();
  }

  /** Returns the kept faults, in the order in which they were added. */
  public List<Violation> list() {
    return kept;
  }
}
