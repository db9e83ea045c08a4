package dev.rbacconsumer.core.message;

import java.util.ArrayList;
import java.util.List;

/** The first few faults of a message: enough to mend it, whatever it is made of. */
final class ViolationCollector {
  static final int MOST_KEPT = 5;

  private final List<Violation> kept = new ArrayList<>();

  void add(ViolationCode code, String path, String message) {
    if (kept.size() < MOST_KEPT || code == ViolationCode.NOT_DEBEZIUM_FORMAT) {
      kept.add(new Violation(code, path, message));
    }
  }

  boolean isEmpty() {
    return kept.isEmpty();
  }

  boolean isFull() {
    return kept.size() == MOST_KEPT;
  }

  List<Violation> onlyOf(ViolationCode code) {
    return kept.stream().filter(violation -> violation.code() == code).toList();
  }

  List<Violation> list() {
    return kept;
  }
}
