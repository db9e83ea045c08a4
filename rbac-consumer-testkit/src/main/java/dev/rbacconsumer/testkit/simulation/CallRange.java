package dev.rbacconsumer.testkit.simulation;

/**
 * The records that a lane had before it when it called the store.
 *
 * @param from offset of the first that is not settled
 * @param to behind the last that it has decoded
 * @param searching whether the store has refused some of them, so that it may be a beginning only
 */
record CallRange(long from, long to, boolean searching) {
  boolean holds(long offset) {
    return offset >= from && offset < to;
  }

  @Override
  public String toString() {
    return "[" + from + ", " + to + (searching ? ") in parts" : ")");
  }
}
