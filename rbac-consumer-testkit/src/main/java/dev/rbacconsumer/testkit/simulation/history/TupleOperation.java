package dev.rbacconsumer.testkit.simulation.history;

import java.util.List;

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

  @Override
  public String toString() {
    return (present ? "+" : "-") + offset;
  }
}
