package dev.rbacconsumer.testkit.relations;

import org.junit.jupiter.api.condition.EnabledIf;

/** The contracts of both ports against a SpiceDB in memory. */
@EnabledIf(
    value = "dev.rbacconsumer.testkit.relations.RealSpiceDb#isProgramGiven",
    disabledReason = RealSpiceDb.NO_SERVER)
class SpiceDbInMemoryConformanceTest extends OverTheWireContract {
  @Override
  RemoteStore open() {
    return new RemoteStore(RealSpiceDb.inMemory());
  }
}
