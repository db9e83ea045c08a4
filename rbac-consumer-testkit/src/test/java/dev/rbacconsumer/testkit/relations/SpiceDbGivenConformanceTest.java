package dev.rbacconsumer.testkit.relations;

import org.junit.jupiter.api.condition.EnabledIf;

/** The contracts of both ports against a SpiceDB that runs already. */
@EnabledIf(
    value = "dev.rbacconsumer.testkit.relations.RealSpiceDb#isTargetGiven",
    disabledReason = RealSpiceDb.NO_SERVER)
class SpiceDbGivenConformanceTest extends OverTheWireContract {
  @Override
  RemoteStore open() {
    return new RemoteStore(RealSpiceDb.given());
  }
}
