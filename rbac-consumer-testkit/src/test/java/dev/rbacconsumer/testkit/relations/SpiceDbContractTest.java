package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.RelationsDialect;

class SpiceDbContractTest extends GrpcContract {
  SpiceDbContractTest() {
    super(RelationsDialect.SPICEDB);
  }
}
