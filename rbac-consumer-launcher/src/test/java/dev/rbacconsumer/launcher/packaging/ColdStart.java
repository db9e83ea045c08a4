package dev.rbacconsumer.launcher.packaging;

import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Messages a second of one process while it becomes warm.
 *
 * @param afterOneSecond rate in the second second after the start
 * @param afterTenSeconds rate from the ninth to the eleventh second
 * @param warm rate in the last ten seconds
 */
record ColdStart(double afterOneSecond, double afterTenSeconds, double warm) {
  /** Length of the measurement. */
  static final int SECONDS = 45;

  /**
   * Returns the rates of a process.
   *
   * @param startedMicros start of the process, in microseconds since 1970
   * @param times time at which each mark of partition 0 was applied
   */
  static ColdStart of(long startedMicros, Map<Mark, Long> times) {
    TreeMap<Long, Integer> applied = new TreeMap<>();
    times.forEach(
        (mark, micros) -> applied.merge(micros - startedMicros, mark.number(), Math::max));
    return new ColdStart(
        rate(applied, 1, 2), rate(applied, 9, 11), rate(applied, SECONDS - 10, SECONDS));
  }

  private static double rate(TreeMap<Long, Integer> applied, int fromSecond, int toSecond) {
    var from = applied.ceilingEntry(fromSecond * 1_000_000L);
    var to = applied.floorEntry(toSecond * 1_000_000L);
    if (from == null || to == null || from.getKey() >= to.getKey()) {
      return 0;
    }
    int messages = Objects.requireNonNull(to.getValue()) - from.getValue();
    return messages * 1e6 / (to.getKey() - from.getKey());
  }
}
