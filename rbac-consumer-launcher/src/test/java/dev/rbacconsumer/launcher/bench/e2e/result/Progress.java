package dev.rbacconsumer.launcher.bench.e2e.result;

import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Number of applied messages over time.
 *
 * @param steps in the order of time, at least two, with at least one message each
 */
public record Progress(List<Step> steps) {
  public Progress {
    steps = List.copyOf(steps);
    if (steps.size() < 2) {
      throw new IllegalArgumentException("want two steps at least, got " + steps);
    }
  }

  /**
   * Returns the progress that marks show: with a mark, all messages before it in its partition are
   * applied.
   *
   * @param times time of each mark in microseconds
   */
  public static Progress of(Map<Mark, Long> times) {
    Map<Integer, Integer> applied = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    long total = 0;
    List<Map.Entry<Mark, Long>> inOrder = new ArrayList<>(times.entrySet());
    inOrder.sort(Map.Entry.comparingByValue(Comparator.naturalOrder()));
    for (Map.Entry<Mark, Long> entry : inOrder) {
      Mark mark = entry.getKey();
      int before = applied.getOrDefault(mark.partition(), 0);
      if (mark.number() >= before) {
        applied.put(mark.partition(), mark.number() + 1);
        total += mark.number() + 1 - before;
        steps.add(new Step(entry.getValue(), total));
      }
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
