package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.UnfencedAuthority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contracts of both ports against a store that is known by its address alone. */
abstract class OverTheWireContract {
  private RemoteStore store;

  abstract RemoteStore open();

  @BeforeEach
  void begin() throws InterruptedException {
    store = open();
    store.prepare();
  }

  @AfterEach
  void end() {
    store.close();
  }

  @Nested
  class AsSink extends RelationsApiSinkContract {
    @Override
    RelationSink sink() {
      return new GrpcRelationSink(store.channel());
    }

    @Override
    StoreAccess store() {
      return store;
    }
  }

  @Nested
  class AsFenceAuthority extends RelationsApiFenceContract {
    @Override
    FenceAuthority authority() {
      return new GrpcFenceAuthority(store.channel());
    }

    @Override
    RelationSink sink() {
      return new GrpcRelationSink(store.channel());
    }

    @Override
    StoreAccess store() {
      return store;
    }
  }

  @Nested
  class WithMarks extends StoreMarkContract {
    @Override
    FenceAuthority authority() {
      return new GrpcFenceAuthority(store.channel());
    }

    @Override
    FenceAuthority unfenced() {
      return new UnfencedAuthority(store.channel());
    }

    @Override
    StoreAccess store() {
      return store;
    }
  }
}
