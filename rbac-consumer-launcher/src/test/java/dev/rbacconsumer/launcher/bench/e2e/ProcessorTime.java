package dev.rbacconsumer.launcher.bench.e2e;

import java.util.Map;
import java.util.TreeMap;

/** Samples of the processor time of a process. Thread-safe. */
final class ProcessorTime {
  private final TreeMap<Long, Long> samples = new TreeMap<>();

  /** Adds the processor time so far. */
  synchronized void add(long micros, long nanos) {
    samples.put(micros, nanos);
  }

  /** Returns the processor time between two times in milliseconds, at least 0. */
  synchronized double millis(long fromMicros, long toMicros) {
    return Math.max(0, (at(toMicros) - at(fromMicros)) / 1e6);
  }

  /** Returns the value at a time, between the samples around it. */
  private double at(long micros) {
    Map.Entry<Long, Long> before = samples.floorEntry(micros);
    Map.Entry<Long, Long> after = samples.ceilingEntry(micros);
    if (before == null || after == null) {
      Map.Entry<Long, Long> only = before == null ? after : before;
      return only == null ? 0 : only.getValue();
    }
    long between = after.getKey() - before.getKey();
    double part = between == 0 ? 0 : (micros - before.getKey()) / (double) between;
    return before.getValue() + part * (after.getValue() - before.getValue());
  }
}
