package dev.rbacconsumer.testkit.simulation.history;

/** Addition or removal of a tuple by the record at an offset. */
record TupleOperation(long offset, boolean present) {
  @Override
  public String toString() {
    return (present ? "+" : "-") + offset;
  }
}
