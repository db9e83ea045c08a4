package dev.rbacconsumer.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The records of one partition that a store need not have, because it, or the log, lost them. */
final class LostRecords {
  /** Offsets that an event reported as lost: any of them may be applied, and none has to. */
  private final List<Range> reported = new ArrayList<>();

  /** What the store has lost without any event so far. */
  private Optional<Range> hole = Optional.empty();

  /** The end of the replay that what the store is back at was made in. */
  private long replayEnd;

  /** An event reported that records are gone, or passed over because others are. */
  void reported(long from, long to) {
    reported.add(new Range(from, to));
  }

  /**
   * The store is back at an earlier state.
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

  boolean hasHole() {
    return hole.isPresent();
  }

  /** An event reported that the store has lost these records. */
  void holeReported(long from, long to) {
    hole = Optional.empty();
    reported(completeBelow(from, replayEnd), to);
  }

  /** Nothing is left that could show what the store has lost. */
  void forgetHole() {
    hole.ifPresent(reported::add);
    hole = Optional.empty();
  }

  /** Nothing counts as lost any more. */
  void clear() {
    reported.clear();
    hole = Optional.empty();
  }

  boolean contains(long offset) {
    return reported.stream().anyMatch(range -> range.holds(offset))
        || hole.filter(range -> range.holds(offset)).isPresent();
  }

  /** Below which everything is applied: in a replay, records leave operations to later ones. */
  static long completeBelow(long position, long replayEnd) {
    return position < replayEnd ? 0 : position;
  }

  /** Offsets from one, and below the other. */
  private record Range(long from, long to) {
    boolean holds(long offset) {
      return offset >= from && offset < to;
    }
  }
}
