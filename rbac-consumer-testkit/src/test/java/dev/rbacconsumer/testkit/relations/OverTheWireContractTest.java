package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.config.RelationsDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** What is run against a real server, run against ours: it needs nothing but the wire. */
class OverTheWireContractTest {
  abstract static class AgainstOurs extends OverTheWireContract {
    private final RelationsServer server = RelationsServer.builder().staleReads(true).start();
    private final RelationsDialect dialect;

    AgainstOurs(RelationsDialect dialect) {
      this.dialect = dialect;
    }

    @Override
    RemoteStore open() {
      return new RemoteStore(server.target(), dialect, "");
    }

    @AfterEach
    void stop() {
      server.close();
    }
  }

  @Nested
  class OfRelations extends AgainstOurs {
    OfRelations() {
      super(RelationsDialect.KESSEL_RELATIONS);
    }
  }

  @Nested
  class OfInventory extends AgainstOurs {
    OfInventory() {
      super(RelationsDialect.KESSEL_INVENTORY);
    }
  }

  @Nested
  class OfSpiceDb extends AgainstOurs {
    OfSpiceDb() {
      super(RelationsDialect.SPICEDB);
    }
  }
}
