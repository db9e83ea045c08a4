package dev.rbacconsumer.testkit.simulation;

/** What one record says of one tuple. */
record TupleMention(long offset, boolean present) {
  @Override
  public String toString() {
    return (present ? "+" : "-") + offset;
  }
}
