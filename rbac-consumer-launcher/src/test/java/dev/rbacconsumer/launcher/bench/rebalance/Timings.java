package dev.rbacconsumer.launcher.bench.rebalance;

import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** Calculations from the times of messages, in microseconds since 1970. Pure. */
final class Timings {
  private Timings() {}

  /**
   * Returns the longest time from the append of a message to its application, for each partition.
   *
   * @param appended time of each message
   * @param applied time of each message
   * @param from time of the earliest append that counts
   * @param to time of the latest append that counts
   * @return milliseconds, for each partition to which a message was appended in that time
   * @throws IllegalArgumentException if one of these messages was not applied
   */
  static NavigableMap<Integer, Double> longestDelays(
      Map<Mark, Long> appended, Map<Mark, Long> applied, long from, long to) {
    NavigableMap<Integer, Double> longest = new TreeMap<>();
    appended.forEach(
        (mark, at) -> {
          if (at >= from && at <= to) {
            Long answered = applied.get(mark);
            if (answered == null) {
              throw new IllegalArgumentException("want all messages applied, got none of " + mark);
            }
            longest.merge(mark.partition(), (answered - at) / 1000.0, Math::max);
          }
        });
    return longest;
  }

  /**
   * Returns the longest time between two messages of a partition that were applied one after the
   * other, for each partition that has two. A gap counts if a part of it is in the given time.
   *
   * @param applied time of each message, in the order of these times
   * @return milliseconds
   */
  static NavigableMap<Integer, Double> longestGaps(Map<Mark, Long> applied, long from, long to) {
    NavigableMap<Integer, Double> longest = new TreeMap<>();
    Map<Integer, Long> latest = new HashMap<>();
    applied.forEach(
        (mark, at) -> {
          Long before = latest.put(mark.partition(), at);
          if (before != null && at >= from && before <= to) {
            longest.merge(mark.partition(), (at - before) / 1000.0, Math::max);
          }
        });
    return longest;
  }

  /**
   * Returns the messages that were applied after a later one of their partition. Messages that were
   * applied at the same time are one change.
   *
   * @param applied time of each message
   */
  static List<Mark> outOfOrder(Map<Mark, Long> applied) {
    List<Mark> inPlace = new ArrayList<>(applied.keySet());
    inPlace.sort(Comparator.comparingInt(Mark::partition).thenComparing(Mark::number));
    List<Mark> late = new ArrayList<>();
    for (int i = inPlace.size() - 2; i >= 0; i--) {
      Mark mark = inPlace.get(i);
      Mark next = inPlace.get(i + 1);
      if (mark.partition() == next.partition() && time(applied, mark) > time(applied, next)) {
        late.add(mark);
      }
    }
    return late;
  }

  private static long time(Map<Mark, Long> applied, Mark mark) {
    return Objects.requireNonNull(applied.get(mark));
  }

  /** Returns the messages a second that were applied in a time. */
  static double rate(Collection<Long> applied, long from, long to) {
    return count(applied, from, to) * 1e6 / (to - from);
  }

  /** Returns the number of messages that were applied in a time. */
  static long count(Collection<Long> applied, long from, long to) {
    return applied.stream().filter(at -> at >= from && at < to).count();
  }
}
