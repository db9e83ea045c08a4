package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import dev.rbacconsumer.testkit.spicedb.PostgresCluster;
import dev.rbacconsumer.testkit.spicedb.SpiceDbClient;
import dev.rbacconsumer.testkit.spicedb.SpiceDbServer;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A broker, a real SpiceDB on PostgreSQL with the schema of RBAC, and the jar between them, with
 * its dialect {@code spicedb}. {@code SPICEDB_PROGRAM} names the executable file. Confined to a
 * thread.
 */
final class RealStage implements AutoCloseable {
  static final Duration LONG = Duration.ofMinutes(3);

  /** Types of the tuples that messages write. */
  private static final List<String> TYPES =
      List.of(
          "rbac/group",
          "rbac/role",
          "rbac/role_binding",
          "rbac/platform",
          "rbac/tenant",
          "rbac/workspace");

  final EmbeddedKafka kafka = EmbeddedKafka.start();
  final PostgresCluster postgres = PostgresCluster.start();
  final SpiceDbServer store;
  final SpiceDbClient client;

  /** What the schema names once, it goes on naming: a relation in use cannot be dropped. */
  private final Set<String> roleRelations = new TreeSet<>();

  RealStage() {
    store = SpiceDbServer.onPostgres(Path.of(System.getenv("SPICEDB_PROGRAM")), postgres);
    client = new SpiceDbClient(store.target(), store.key());
  }

  /** Whether there are the programs that it starts. */
  static boolean isPossible() {
    return System.getenv("SPICEDB_PROGRAM") != null && PostgresCluster.isInstalled();
  }

  /**
   * Removes all tuples but locks and marks, and writes the schema.
   *
   * @param roles relations of roles, without their prefix
   */
  void begin(StoreSchema schema, Collection<String> roles) {
    roleRelations.addAll(roles);
    client.writeSchema(StoreSchema.rbac().source(roleRelations));
    for (String type : TYPES) {
      client.delete(
          DeleteRelationshipsRequest.newBuilder()
              .setRelationshipFilter(RelationshipFilter.newBuilder().setResourceType(type))
              .build());
    }
    client.writeSchema(schema.source(roleRelations));
  }

  /** Publishes the next records of the only partition. */
  void publish(Ledger ledger, int records) {
    for (int i = 0; i < records; i++) {
      kafka.publish(ledger.next(0));
    }
  }

  /** Starts the jar on a topic, which also names its group. */
  JarProcess start(String topic, Path files, Map<String, String> settings) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", kafka.bootstrapServers());
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", topic);
    environment.put("RBAC_KAFKA_CONSUMER_GROUP_ID", topic);
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RELATION_API_DIALECT", "spicedb");
    environment.put("RELATION_API_SERVER", store.target());
    environment.put("RELATION_API_TOKEN", store.key());
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "off");
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY", "500ms");
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "100ms");
    environment.put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", files.resolve("live").toString());
    environment.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", files.resolve("ready").toString());
    environment.putAll(settings);
    return JarProcess.start(environment);
  }

  /** Waits until everything published is committed. */
  void awaitCommitted(String topic, JarProcess jar) {
    PartitionId partition = new PartitionId(topic, 0);
    long end = kafka.endOffsets(topic).get(partition).value();
    try {
      Eventually.get(() -> kafka.lag(topic, topic), lag -> lag == 0, LONG);
    } catch (AssertionError late) {
      throw new AssertionError("want commit " + end + "\n" + jar.report(), late);
    }
  }

  /** All tuples that messages have written, in the store's notation. */
  NavigableSet<String> tuples() {
    NavigableSet<String> all = new TreeSet<>();
    for (String type : TYPES) {
      client.read(type).forEach(tuple -> all.add(tuple.toString()));
    }
    return all;
  }

  @Override
  public void close() {
    client.close();
    store.close();
    postgres.close();
    kafka.close();
  }
}
