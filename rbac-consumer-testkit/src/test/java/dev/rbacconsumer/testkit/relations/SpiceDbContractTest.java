package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.config.RelationsDialect;

class SpiceDbContractTest extends GrpcContract {
  SpiceDbContractTest() {
    super(RelationsDialect.SPICEDB);
  }
}
