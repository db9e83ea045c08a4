package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.port.RelationSink;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is simulated.
 *
 * @param partitions of the topic, at least 1
 * @param instances most that run at a time, at least 1
 * @param records most that are written, at least 1
 * @param faults which things go wrong
 * @param sink put before the simulated store, in each instance anew: a sink of one's own that is to
 *     be tried out. It gets the sink of the store and hands on to it
 */
public record SimulationSettings(
    int partitions,
    int instances,
    int records,
    Set<Fault> faults,
    UnaryOperator<RelationSink> sink) {
  /** Two partitions, three instances, fifty records at most, and every fault. */
  public static final SimulationSettings DEFAULT =
      new SimulationSettings(2, 3, 50, EnumSet.allOf(Fault.class), UnaryOperator.identity());

  public SimulationSettings {
    if (partitions < 1 || instances < 1 || records < 1) {
      throw new IllegalArgumentException(
          "simulation: want at least one of each, got %d partitions, %d instances, %d records"
              .formatted(partitions, instances, records));
    }
    faults = faults.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(faults));
  }

  /** The same with other faults. */
  public SimulationSettings withFaults(Set<Fault> others) {
    return new SimulationSettings(partitions, instances, records, others, sink);
  }

  /** The same with a sink of one's own before the store. */
  public SimulationSettings withSink(UnaryOperator<RelationSink> other) {
    return new SimulationSettings(partitions, instances, records, faults, other);
  }
}
