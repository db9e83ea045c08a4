package dev.rbacconsumer.testkit.simulation.fault;

import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.testkit.simulation.scaling.Scaling;
import dev.rbacconsumer.testkit.store.StoreUnderTest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Settings of a simulation.
 *
 * @param partitions partitions of the topic, at least 1
 * @param instances most instances at a time, at least 1
 * @param records most records that are written, at least 1
 * @param faults faults that can occur
 * @param sink creates a sink under test for each instance, in front of the simulated store. It gets
 *     the sink of the store and must pass changes on to it
 * @param operators whether operators act on partitions meanwhile
 * @param quarantine whether records that the store refuses are parked, and released by operators
 * @param scaling how the group is scaled out, instead of faults at any time; none by default
 * @param store creates the store of each schedule; empty for the simulated one
 */
public record SimulationSettings(
    int partitions,
    int instances,
    int records,
    Set<Fault> faults,
    UnaryOperator<RelationSink> sink,
    boolean operators,
    boolean quarantine,
    Optional<Scaling> scaling,
    Optional<StoreUnderTest.Factory> store) {
  /** Default settings: two partitions, three instances, fifty records at most, and every fault. */
  public static final SimulationSettings DEFAULT =
      new SimulationSettings(
          2,
          3,
          50,
          EnumSet.allOf(Fault.class),
          UnaryOperator.identity(),
          false,
          false,
          Optional.empty(),
          Optional.empty());

  /** Faults of the simulated store that no other store can be given. */
  private static final Set<Fault> OF_SIMULATED_STORE =
      EnumSet.of(
          Fault.STORE_REJECTS, Fault.STORE_WIPED, Fault.STORE_RESTORED, Fault.QUARANTINE_FAILS);

  public SimulationSettings {
    if (partitions < 1 || instances < 1 || records < 1) {
      throw new IllegalArgumentException(
          "simulation: want at least one of each, got %d partitions, %d instances, %d records"
              .formatted(partitions, instances, records));
    }
    Set<Fault> possible = EnumSet.noneOf(Fault.class);
    possible.addAll(faults);
    if (store.isPresent()) {
      possible.removeAll(OF_SIMULATED_STORE);
    }
    faults = Collections.unmodifiableSet(possible);
  }

  /** Creates settings without operators. */
  public SimulationSettings(
      int partitions,
      int instances,
      int records,
      Set<Fault> faults,
      UnaryOperator<RelationSink> sink) {
    this(
        partitions,
        instances,
        records,
        faults,
        sink,
        false,
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** Returns a copy in which operators act on partitions. */
  public SimulationSettings withOperators() {
    return new SimulationSettings(
        partitions, instances, records, faults, sink, true, quarantine, scaling, store);
  }

  /** Returns a copy in which records are parked, and operators release them. */
  public SimulationSettings withQuarantine() {
    return new SimulationSettings(
        partitions, instances, records, faults, sink, true, true, scaling, store);
  }

  /** Returns a copy with other faults. */
  public SimulationSettings withFaults(Set<Fault> others) {
    return new SimulationSettings(
        partitions, instances, records, others, sink, operators, quarantine, scaling, store);
  }

  /** Returns a copy with a sink under test in front of the store. */
  public SimulationSettings withSink(UnaryOperator<RelationSink> other) {
    return new SimulationSettings(
        partitions, instances, records, faults, other, operators, quarantine, scaling, store);
  }

  /** Returns a copy with a store of another kind, which has no operators and no quarantine. */
  public SimulationSettings withStore(StoreUnderTest.Factory other) {
    return new SimulationSettings(
        partitions, instances, records, faults, sink, false, false, scaling, Optional.of(other));
  }

  /** Returns settings in which a group without other faults is scaled out to so many instances. */
  public static SimulationSettings scaledOut(int instances, int partitions, Scaling scaling) {
    return new SimulationSettings(
        partitions,
        instances,
        1,
        Set.of(),
        UnaryOperator.identity(),
        false,
        false,
        Optional.of(scaling),
        Optional.empty());
  }
}
