package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.fault.SimulationSettings;
import java.util.EnumSet;

/** Consumers and faults of the schedules that look for a mistake. */
enum MutantSetup {
  PLAIN,
  /** Operators act at any time. */
  OPERATORS,
  /** Refused records are parked, and released at any time. */
  QUARANTINE;

  SimulationSettings settings() {
    return switch (this) {
      case PLAIN -> SimulationSettings.DEFAULT;
      case OPERATORS -> SimulationSettings.DEFAULT.withOperators();
      case QUARANTINE -> {
        EnumSet<Fault> faults = EnumSet.allOf(Fault.class);
        // What is parked of a deleted log cannot be compared with the records of the new one.
        faults.remove(Fault.TOPIC_RECREATED);
        yield SimulationSettings.DEFAULT.withQuarantine().withFaults(faults);
      }
    };
  }
}
