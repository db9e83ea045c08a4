package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.config.RelationsDialect;

class KesselInventoryContractTest extends GrpcContract {
  KesselInventoryContractTest() {
    super(RelationsDialect.KESSEL_INVENTORY);
  }
}
