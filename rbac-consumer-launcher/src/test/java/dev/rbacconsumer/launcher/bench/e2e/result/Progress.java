package dev.rbacconsumer.launcher.bench.e2e.result;

import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Number of applied messages over time.
 *
 * @param steps in the order of time, at least one
 */
public record Progress(List<Step> steps) {
  public Progress {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("want one step at least, got none");
    }
  }

  /**
   * Returns the progress that marks show. A mark counts for the messages since the mark before it
   * in its partition, so ways without order make progress, too.
   *
   * @param times time of each mark in microseconds
   */
  public static Progress of(Map<Mark, Long> times) {
    Map<Integer, Integer> counted = new HashMap<>();
    NavigableMap<Long, Long> messages = new TreeMap<>();
    List<Mark> inPlace = new ArrayList<>(times.keySet());
    inPlace.sort(Comparator.comparingInt(Mark::number));
    for (Mark mark : inPlace) {
      Integer before = counted.put(mark.partition(), mark.number());
      long since = (long) mark.number() - (before == null ? -1 : before);
      messages.merge(Objects.requireNonNull(times.get(mark)), since, Long::sum);
    }
    List<Step> steps = new ArrayList<>();
    long total = 0;
    for (Map.Entry<Long, Long> entry : messages.entrySet()) {
      total += entry.getValue();
      steps.add(new Step(entry.getKey(), total));
    }
    return new Progress(steps);
  }

  /** Returns the number of messages in the end. */
  public long messages() {
    return steps.get(steps.size() - 1).messages();
  }

  /** Returns the time at which this part of all messages was applied, in microseconds. */
  public long timeAt(double part) {
    return at(part).micros();
  }

  /**
   * Returns the messages a second between two parts of all messages.
   *
   * @return NaN if both were applied at the same time
   */
  public double rate(double from, double to) {
    Step begin = at(from);
    Step end = at(to);
    long micros = end.micros() - begin.micros();
    return micros == 0 ? Double.NaN : (end.messages() - begin.messages()) * 1e6 / micros;
  }

  /** Returns the number of messages between two parts, as {@link #rate} counts them. */
  public long messages(double from, double to) {
    return at(to).messages() - at(from).messages();
  }

  private Step at(double part) {
    double wanted = part * messages();
    return steps.stream().filter(it -> it.messages() >= wanted).findFirst().orElseThrow();
  }

  /**
   * Applied messages at one time.
   *
   * @param micros time in microseconds
   * @param messages applied until then
   */
  public record Step(long micros, long messages) {}
}
