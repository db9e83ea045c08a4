package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.config.RelationsDialect;

class KesselRelationsContractTest extends GrpcContract {
  KesselRelationsContractTest() {
    super(RelationsDialect.KESSEL_RELATIONS);
  }
}
