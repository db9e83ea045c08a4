package dev.rbacconsumer.testkit.simulation.history;

/**
 * Range of the records that a lane had in its backlog when it called the store.
 *
 * @param from offset offset of the first unfinished record
 * @param to offset behind the last decoded record
 * @param searching whether the store has refused some of them, so that the call may hold only the
 *     first part of the range
 */
public record CallRange(long from, long to, boolean searching) {
  boolean holds(long offset) {
    return offset >= from && offset < to;
  }

  @Override
  public String toString() {
    return "[" + from + ", " + to + (searching ? ") in parts" : ")");
  }
}
