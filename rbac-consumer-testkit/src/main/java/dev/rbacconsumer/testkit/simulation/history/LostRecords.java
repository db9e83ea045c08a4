package dev.rbacconsumer.testkit.simulation.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records of one partition that the store need not have, because the store or the log lost them.
 */
public final class LostRecords {
  /** Offsets that an event reported as lost: any of them may be applied, and none must be. */
  private final List<Range> reported = new ArrayList<>();

  /** Range that the store has lost without an event so far. */
  private Optional<Range> hole = Optional.empty();

  /** End of the replay during which the restored state was made. */
  private long replayEnd;

  /** Records an event that reports records as lost, or as skipped because others are lost. */
  void reported(long from, long to) {
    reported.add(new Range(from, to));
  }

  /**
   * Records that the store is back at an earlier state.
   *
   * @param from position below which it has everything
   * @param replayEnd end of the replay that it was in
   * @param frontier behind the last record that a lane has had before it
   */
  void restored(long from, long replayEnd, long frontier) {
    this.replayEnd = replayEnd;
    long begin = completeBelow(from, replayEnd);
    hole = Optional.of(new Range(Math.min(begin, hole.map(Range::from).orElse(begin)), frontier));
  }

  /** Returns whether the store has lost records that no event has reported. */
  public boolean hasHole() {
    return hole.isPresent();
  }

  /** Records an event that reports these records as lost by the store. */
  void holeReported(long from, long to) {
    hole = Optional.empty();
    reported(completeBelow(from, replayEnd), to);
  }

  /** Treats the hole as reported: no data are left that could show the loss. */
  public void forgetHole() {
    hole.ifPresent(reported::add);
    hole = Optional.empty();
  }

  /** Forgets all losses. */
  void clear() {
    reported.clear();
    hole = Optional.empty();
  }

  /** Returns whether a record need not be applied. */
  public boolean contains(long offset) {
    return reported.stream().anyMatch(range -> range.holds(offset))
        || hole.filter(range -> range.holds(offset)).isPresent();
  }

  /**
   * Returns the position below which every record is fully applied: 0 until a replay reaches its
   * end, because it writes each tuple only at its last operation.
   */
  static long completeBelow(long position, long replayEnd) {
    return position < replayEnd ? 0 : position;
  }

  /** Range of offsets, with its start and without its end. */
  private record Range(long from, long to) {
    boolean holds(long offset) {
      return offset >= from && offset < to;
    }
  }
}
