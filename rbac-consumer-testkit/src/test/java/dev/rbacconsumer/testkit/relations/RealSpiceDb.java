package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.wire.authzed.v1.PermissionsServiceGrpc;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.testkit.relations.protocol.AuthzedTuples;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import dev.rbacconsumer.testkit.spicedb.PostgresCluster;
import dev.rbacconsumer.testkit.spicedb.SpiceDbClient;
import dev.rbacconsumer.testkit.spicedb.SpiceDbServer;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsRequest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A real SpiceDB that tests share, with the schema of RBAC. {@code make conformance} names it in
 * the environment: {@code SPICEDB_TARGET} and {@code SPICEDB_KEY} of a server that runs, or {@code
 * SPICEDB_PROGRAM}, the executable file to start.
 */
final class RealSpiceDb {
  /** Why the tests of a real SpiceDB are disabled, as their reports say it. */
  static final String NO_SERVER = "NOTHING WAS COMPARED WITH A REAL SPICEDB: run make conformance";

  /** Relations of roles that tests use; the schema has to name each of them. */
  static final List<String> ROLE_RELATIONS =
      List.of("anything", "inventory_hosts_read", "inventory_hosts_write");

  /** Limit of the servers that are started here: small, so that changes go beyond it. */
  static final int MAX_UPDATES = 7;

  private static final int DEFAULT_MAX_UPDATES = 1000;
  private static final int WRITE_AT_ONCE = 5;
  private static final String LIMIT = "--write-relationships-max-updates-per-call=" + MAX_UPDATES;
  private static final Shared GIVEN =
      new Shared(
          () ->
              new RealSpiceDb(
                  variable("SPICEDB_TARGET"), variable("SPICEDB_KEY"), DEFAULT_MAX_UPDATES));
  private static final Shared IN_MEMORY =
      new Shared(() -> of(SpiceDbServer.inMemory(program(), LIMIT)));
  private static final Shared ON_POSTGRES =
      new Shared(() -> of(SpiceDbServer.onPostgres(program(), PostgresCluster.start(), LIMIT)));

  private final String target;
  private final String key;
  private final int maxUpdates;
  private final SpiceDbClient client;
  private boolean schemaIsOther = true;

  private RealSpiceDb(String target, String key, int maxUpdates) {
    this.target = target;
    this.key = key;
    this.maxUpdates = maxUpdates;
    this.client = new SpiceDbClient(target, key);
  }

  private static RealSpiceDb of(SpiceDbServer server) {
    return new RealSpiceDb(server.target(), server.key(), MAX_UPDATES);
  }

  static boolean isTargetGiven() {
    return !variable("SPICEDB_TARGET").isEmpty();
  }

  static boolean isProgramGiven() {
    return !variable("SPICEDB_PROGRAM").isEmpty();
  }

  static boolean isProgramGivenAndPostgresInstalled() {
    return isProgramGiven() && PostgresCluster.isInstalled();
  }

  static boolean isAnyGiven() {
    return isTargetGiven() || isProgramGiven();
  }

  /** The server that runs already. */
  static RealSpiceDb given() {
    return GIVEN.get();
  }

  /** A server of these tests whose store is in its memory. */
  static RealSpiceDb inMemory() {
    return IN_MEMORY.get();
  }

  /** A server of these tests on a private PostgreSQL. */
  static RealSpiceDb onPostgres() {
    return ON_POSTGRES.get();
  }

  /** The server that runs already where there is one; else one in memory. */
  static RealSpiceDb any() {
    return isTargetGiven() ? given() : inMemory();
  }

  /** The executable file {@code spicedb}. */
  static Path program() {
    return Path.of(variable("SPICEDB_PROGRAM"));
  }

  String target() {
    return target;
  }

  String key() {
    return key;
  }

  int maxUpdates() {
    return maxUpdates;
  }

  SpiceDbClient client() {
    return client;
  }

  /** Removes all tuples and writes the schema of RBAC where another one was written. */
  void reset() {
    if (schemaIsOther) {
      client.writeSchema(StoreSchema.rbac().source(ROLE_RELATIONS));
      schemaIsOther = false;
    }
    removeAll();
  }

  /** Replaces the schema, and removes all tuples, since one in use cannot be dropped. */
  void setSchema(StoreSchema schema) {
    removeAll();
    schemaIsOther = true;
    client.writeSchema(schema.source(ROLE_RELATIONS));
  }

  void removeAll() {
    for (String type : StoreSchema.rbac().types()) {
      client.delete(
          DeleteRelationshipsRequest.newBuilder()
              .setRelationshipFilter(RelationshipFilter.newBuilder().setResourceType(type))
              .build());
    }
  }

  Set<RelationTuple> tuples() {
    Set<RelationTuple> all = new HashSet<>();
    StoreSchema.rbac().types().forEach(type -> all.addAll(client.read(type)));
    return all;
  }

  /** Adds tuples, without a fence. */
  void write(List<RelationTuple> tuples) {
    for (int from = 0; from < tuples.size(); from += WRITE_AT_ONCE) {
      WriteRelationshipsRequest.Builder write = WriteRelationshipsRequest.newBuilder();
      for (RelationTuple tuple :
          tuples.subList(from, Math.min(tuples.size(), from + WRITE_AT_ONCE))) {
        write.addUpdates(
            RelationshipUpdate.newBuilder()
                .setOperation(RelationshipUpdate.Operation.OPERATION_TOUCH)
                .setRelationship(AuthzedTuples.message(tuple)));
      }
      var unused =
          PermissionsServiceGrpc.newBlockingStub(client.channel())
              .writeRelationships(write.build());
    }
  }

  private static String variable(String name) {
    return System.getenv().getOrDefault(name, "");
  }

  /** One server for all tests of a run, started by the first that needs it. */
  private static final class Shared {
    private final Supplier<RealSpiceDb> start;
    private RealSpiceDb started;

    Shared(Supplier<RealSpiceDb> start) {
      this.start = start;
    }

    synchronized RealSpiceDb get() {
      if (started == null) {
        started = start.get();
      }
      return started;
    }
  }
}
