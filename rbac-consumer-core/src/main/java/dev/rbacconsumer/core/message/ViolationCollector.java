package dev.rbacconsumer.core.message;

import java.util.ArrayList;
import java.util.List;

/** Collects the first few faults of a message; their number is bounded for any message. */
public final class ViolationCollector {
  static final int MOST_KEPT = 5;

  private final List<Violation> kept = new ArrayList<>();

  public void add(ViolationCode code, String path, String message) {
    if (kept.size() < MOST_KEPT || code == ViolationCode.NOT_DEBEZIUM_FORMAT) {
      kept.add(new Violation(code, path, message));
    }
  }

  public boolean isEmpty() {
    return kept.isEmpty();
  }

  public boolean isFull() {
    return kept.size() == MOST_KEPT;
  }

  public List<Violation> onlyOf(ViolationCode code) {
    return kept.stream().filter(violation -> violation.code() == code).toList();
  }

  public List<Violation> list() {
    return kept;
  }
}
