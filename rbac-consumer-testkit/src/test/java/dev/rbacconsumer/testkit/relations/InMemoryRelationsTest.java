package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.testkit.InMemoryRelations;
import org.junit.jupiter.api.Nested;

class InMemoryRelationsTest {
  private final InMemoryRelations relations = new InMemoryRelations();

  @Nested
  class AsSink extends RelationsApiSinkContract {
    @Override
    RelationSink sink() {
      return relations;
    }

    @Override
    StoreAccess store() {
      return StoreAccess.to(relations.store());
    }
  }

  @Nested
  class AsFenceAuthority extends RelationsApiFenceContract {
    @Override
    FenceAuthority authority() {
      return relations;
    }

    @Override
    RelationSink sink() {
      return relations;
    }

    @Override
    StoreAccess store() {
      return StoreAccess.to(relations.store());
    }
  }

  @Nested
  class WithMarks extends StoreMarkContract {
    @Override
    FenceAuthority authority() {
      return relations;
    }

    @Override
    FenceAuthority unfenced() {
      return relations.unfenced();
    }

    @Override
    StoreAccess store() {
      return StoreAccess.to(relations.store());
    }
  }
}
