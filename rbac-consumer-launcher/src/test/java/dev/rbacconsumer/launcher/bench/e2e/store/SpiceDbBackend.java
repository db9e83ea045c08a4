package dev.rbacconsumer.launcher.bench.e2e.store;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import dev.rbacconsumer.testkit.spicedb.KesselGateway;
import dev.rbacconsumer.testkit.spicedb.SpiceDbClient;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsRequest;
import java.util.Collection;
import java.util.List;

/** A real SpiceDB behind the testkit's gateway, which makes the same calls as Kessel. */
final class SpiceDbBackend implements StoreBackend {
  private static final List<String> TYPES = List.of("rbac/group", "rbac/role_binding");

  private final SpiceDbClient client;
  private final KesselGateway gateway;

  SpiceDbBackend(CallMeter meter, String target, String key) {
    this.client = new SpiceDbClient(target, key);
    client.writeSchema(StoreSchema.rbac().source(List.of("inventory_hosts_read")));
    this.gateway = KesselGateway.start(target, key, List.of(meter));
  }

  @Override
  public int port() {
    String target = gateway.target();
    return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
  }

  @Override
  public void reset(StoreSpec spec, long seed) {
    for (String type : TYPES) {
      client.delete(
          DeleteRelationshipsRequest.newBuilder()
              .setRelationshipFilter(RelationshipFilter.newBuilder().setResourceType(type))
              .build());
    }
  }

  @Override
  public Collection<String> tuples() {
    return TYPES.stream()
        .flatMap(type -> client.read(type).stream())
        .map(RelationTuple::toString)
        .toList();
  }

  @Override
  public void close() {
    gateway.close();
    client.close();
  }
}
