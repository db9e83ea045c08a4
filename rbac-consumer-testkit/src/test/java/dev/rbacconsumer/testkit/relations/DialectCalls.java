package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.testkit.relations.server.Rpc;

/** What the calls of each dialect are to the server. */
record DialectCalls(Rpc write, Rpc remove, Rpc read, Rpc takeLock) {
  static DialectCalls of(RelationsDialect dialect) {
    return switch (dialect) {
      case KESSEL_RELATIONS ->
          new DialectCalls(Rpc.CREATE_TUPLES, Rpc.DELETE_TUPLES, Rpc.READ_TUPLES, Rpc.ACQUIRE_LOCK);
      case KESSEL_INVENTORY ->
          new DialectCalls(
              Rpc.INVENTORY_CREATE_TUPLES,
              Rpc.INVENTORY_DELETE_TUPLES,
              Rpc.INVENTORY_READ_TUPLES,
              Rpc.INVENTORY_ACQUIRE_LOCK);
      case SPICEDB ->
          new DialectCalls(
              Rpc.WRITE_RELATIONSHIPS,
              Rpc.WRITE_RELATIONSHIPS,
              Rpc.READ_RELATIONSHIPS,
              Rpc.READ_RELATIONSHIPS);
    };
  }
}
