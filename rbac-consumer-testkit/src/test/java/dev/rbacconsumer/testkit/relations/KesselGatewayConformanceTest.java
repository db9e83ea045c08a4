package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.testkit.spicedb.KesselGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;

/** The contracts of both ports in Kessel's dialect, carried out by a real SpiceDB. */
@EnabledIf(
    value = "dev.rbacconsumer.testkit.relations.RealSpiceDb#isAnyGiven",
    disabledReason = RealSpiceDb.NO_SERVER)
class KesselGatewayConformanceTest extends OverTheWireContract {
  private static KesselGateway gateway;

  @BeforeAll
  static void start() {
    RealSpiceDb real = RealSpiceDb.any();
    gateway = KesselGateway.start(real.target(), real.key());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Override
  RemoteStore open() {
    return new RemoteStore(RealSpiceDb.any(), gateway.target(), RelationsDialect.KESSEL_RELATIONS);
  }
}
