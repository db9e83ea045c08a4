package dev.rbacconsumer.testkit.relations;

import org.junit.jupiter.api.condition.EnabledIf;

/** The contracts of both ports against a SpiceDB on PostgreSQL. */
@EnabledIf(
    value = "dev.rbacconsumer.testkit.relations.RealSpiceDb#isProgramGivenAndPostgresInstalled",
    disabledReason = RealSpiceDb.NO_SERVER)
class SpiceDbOnPostgresConformanceTest extends OverTheWireContract {
  @Override
  RemoteStore open() {
    return new RemoteStore(RealSpiceDb.onPostgres());
  }
}
