package dev.rbacconsumer.testkit.relations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.wire.authzed.v1.PermissionsServiceGrpc;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import dev.rbacconsumer.testkit.spicedb.SpiceDbClient;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsRequest;
import io.grpc.Channel;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Generated requests to SpiceDB's interface of {@link RelationsServer} and to a real SpiceDB: both
 * give the same code, reason, metadata and text, find the same tuples, and store the same ones.
 */
@EnabledIf(
    value = "dev.rbacconsumer.testkit.relations.RealSpiceDb#isAnyGiven",
    disabledReason = RealSpiceDb.NO_SERVER)
class DifferentialConformanceTest {
  private static final int REQUESTS = Integer.getInteger("conformance.requests", 3000);
  private static final long SEED = Long.getLong("conformance.seed", System.nanoTime());

  private final RealSpiceDb real = RealSpiceDb.any();
  private final StoreRequests requests = new StoreRequests(new SplittableRandom(SEED));

  @Test
  void bothAnswerAlikeAndStoreTheSame() {
    real.reset();
    InMemoryTupleStore store =
        new InMemoryTupleStore(StoreSchema.rbac().naming(RealSpiceDb.ROLE_RELATIONS));
    store.setMaxUpdates(real.maxUpdates());
    Map<String, String> differences = new LinkedHashMap<>();
    try (RelationsServer server =
            RelationsServer.builder().store(store).bearerToken(real.key()).start();
        SpiceDbClient fake = new SpiceDbClient(server.target(), real.key())) {
      for (int i = 0; i < REQUESTS; i++) {
        switch (requests.next()) {
          case WRITE -> {
            WriteRelationshipsRequest write = requests.write();
            compareEffects(write, client -> write(client, write), fake, store, differences);
          }
          case DELETE -> {
            DeleteRelationshipsRequest delete = requests.delete();
            compareEffects(delete, client -> client.delete(delete), fake, store, differences);
          }
          case READ -> compareReads(requests.read(), fake, differences);
        }
      }
    }

    assertThat(differences.values())
        .as("differences; repeat with -Dconformance.seed=%d", SEED)
        .isEmpty();
  }

  private void compareEffects(
      Object request,
      Consumer<SpiceDbClient> call,
      SpiceDbClient fake,
      InMemoryTupleStore store,
      Map<String, String> differences) {
    StoreAnswer expected = StoreAnswer.of(() -> call.accept(real.client()));
    StoreAnswer actual = StoreAnswer.of(() -> call.accept(fake));
    compare(request, expected, actual, differences);
    if (expected.isOk() || actual.isOk()) {
      Set<RelationTuple> stored = real.tuples();
      if (!stored.equals(store.snapshot().tuples())) {
        differences.putIfAbsent("tuples", "%n%s%n  tuples: %s".formatted(request, stored));
        store.restore(new InMemoryTupleStore.Snapshot(stored));
      }
    }
  }

  private void compareReads(
      ReadRelationshipsRequest request, SpiceDbClient fake, Map<String, String> differences) {
    Set<RelationTuple> expectedTuples = new HashSet<>();
    Set<RelationTuple> actualTuples = new HashSet<>();
    StoreAnswer expected = read(real.client().channel(), request, expectedTuples);
    StoreAnswer actual = read(fake.channel(), request, actualTuples);
    compare(request, expected, actual, differences);
    // Where it is not told to be fresh, a real server may answer from an older state; with a limit,
    // which tuples come first is its own business.
    boolean alike =
        request.getOptionalLimit() == 0
            ? actualTuples.equals(expectedTuples)
            : actualTuples.size() == expectedTuples.size();
    if (request.getConsistency().getFullyConsistent() && expected.isOk() && !alike) {
      differences.putIfAbsent(
          "found", "%n%s%n  real: %s%n  fake: %s".formatted(request, expectedTuples, actualTuples));
    }
  }

  private static void compare(
      Object request, StoreAnswer expected, StoreAnswer actual, Map<String, String> differences) {
    if (!KnownDifferences.without(expected).equals(KnownDifferences.without(actual))) {
      differences.putIfAbsent(
          expected.code()
              + expected.reason()
              + "/"
              + actual.code()
              + actual.reason()
              + "/"
              + shape(expected.text())
              + "/"
              + shape(actual.text()),
          "%n%s%n  real: %s%n  fake: %s".formatted(request, expected, actual));
    }
  }

  private static String shape(String text) {
    return text.replaceAll("`[^`]*`", "").replaceAll("[0-9]+", "n");
  }

  private static void write(SpiceDbClient client, WriteRelationshipsRequest request) {
    var unused = service(client.channel()).writeRelationships(request);
  }

  private static StoreAnswer read(
      Channel channel, ReadRelationshipsRequest request, Set<RelationTuple> found) {
    return StoreAnswer.of(
        () ->
            service(channel)
                .readRelationships(request)
                .forEachRemaining(it -> found.add(SpiceDbClient.tuple(it.getRelationship()))));
  }

  private static PermissionsServiceGrpc.PermissionsServiceBlockingStub service(Channel channel) {
    return PermissionsServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }
}
