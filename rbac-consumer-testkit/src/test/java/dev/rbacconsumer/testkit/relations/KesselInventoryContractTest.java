package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.RelationsDialect;

class KesselInventoryContractTest extends GrpcContract {
  KesselInventoryContractTest() {
    super(RelationsDialect.KESSEL_INVENTORY);
  }
}
