package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.UnfencedAuthority;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/**
 * The contracts of both ports, kept by the client and the server together, over a connection, in
 * one dialect.
 */
abstract class GrpcContract {
  private final RelationsServer server = RelationsServer.builder().staleReads(true).start();
  private final RelationsChannel channel;

  GrpcContract(RelationsDialect dialect) {
    channel =
        RelationsChannel.open(
            RelationsSettings.forTarget(server.target()).dialect(dialect).build());
  }

  @AfterEach
  void close() {
    channel.close();
    server.close();
  }

  @Nested
  class AsSink extends RelationsApiSinkContract {
    private final RelationSink sink = new GrpcRelationSink(channel);

    @Override
    RelationSink sink() {
      return sink;
    }

    @Override
    StoreAccess store() {
      return StoreAccess.to(server.store());
    }
  }

  @Nested
  class AsFenceAuthority extends RelationsApiFenceContract {
    @Override
    FenceAuthority authority() {
      return new GrpcFenceAuthority(channel);
    }

    @Override
    RelationSink sink() {
      return new GrpcRelationSink(channel);
    }

    @Override
    StoreAccess store() {
      return StoreAccess.to(server.store());
    }
  }

  @Nested
  class WithMarks extends StoreMarkContract {
    @Override
    FenceAuthority authority() {
      return new GrpcFenceAuthority(channel);
    }

    @Override
    FenceAuthority unfenced() {
      return new UnfencedAuthority(channel);
    }

    @Override
    StoreAccess store() {
      return StoreAccess.to(server.store());
    }
  }
}
