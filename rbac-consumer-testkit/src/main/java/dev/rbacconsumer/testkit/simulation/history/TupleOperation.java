package dev.rbacconsumer.testkit.simulation.history;

import java.util.List;
import java.util.Set;

/** Addition or removal of a tuple by the record at an offset. */
record TupleOperation(long offset, boolean present) {
  /** Returns the index of the operation of a record; -1 if there is none. */
  static int indexOf(List<TupleOperation> said, long offset) {
    for (int i = 0; i < said.size(); i++) {
      if (said.get(i).offset() == offset) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the last index, up to one, of an operation of none of these records; or -1. */
  static int lastOutside(Set<Long> offsets, List<TupleOperation> said, int index) {
    int last = index;
    while (last >= 0 && offsets.contains(said.get(last).offset())) {
      last--;
    }
    return last;
  }

  /** Returns the word for the state of a tuple. */
  static String state(boolean present) {
    return present ? "present" : "absent";
  }

  @Override
  public String toString() {
    return (present ? "+" : "-") + offset;
  }
}
