package dev.rbacconsumer.testkit.simulation.history;

/** Operation of one record on one tuple. */
record TupleMention(long offset, boolean present) {
  @Override
  public String toString() {
    return (present ? "+" : "-") + offset;
  }
}
