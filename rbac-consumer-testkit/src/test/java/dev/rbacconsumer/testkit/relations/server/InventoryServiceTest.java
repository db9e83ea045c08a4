package dev.rbacconsumer.testkit.relations.server;

import static dev.rbacconsumer.testkit.relations.WireClient.fence;
import static dev.rbacconsumer.testkit.relations.WireClient.refused;
import static dev.rbacconsumer.testkit.relations.WireClient.relationship;
import static dev.rbacconsumer.testkit.relations.WireClient.resource;
import static dev.rbacconsumer.testkit.relations.WireClient.subject;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.rbacconsumer.relations.wire.inventory.v1.GetReadyzRequest;
import dev.rbacconsumer.relations.wire.inventory.v1.KesselInventoryHealthServiceGrpc;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.AcquireLockRequest;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.CreateTuplesResponse;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.RelationsServerBuilder;
import dev.rbacconsumer.testkit.relations.WireClient;
import dev.rbacconsumer.testkit.relations.WireClient.Refused;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The points in which the Inventory API's tuple service differs from the Relations API. */
class InventoryServiceTest {
  private static final String ANN = "group:eng#member@principal:ann";

  private RelationsServer server = RelationsServer.builder().start();
  private WireClient client = new WireClient(server);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void theConsistencyTokenIsInFieldOne() {
    CreateTuplesResponse answer = create(ANN);

    assertThat(answer.getConsistencyToken().getToken()).isNotEmpty();
    assertThat(CreateTuplesResponse.CONSISTENCY_TOKEN_FIELD_NUMBER).isEqualTo(1);
    assertThat(server.tuples()).hasSize(1);
  }

  @Test
  void aStoreErrorHasOnePrefixWithAColon() {
    Refused writing = refused(() -> create("unheard:x#member@principal:ann"));
    Refused deleting = refused(() -> delete(resource("unheard")));

    assertThat(writing.summary())
        .isEqualTo("FAILED_PRECONDITION authzed.com ERROR_REASON_UNKNOWN_DEFINITION");
    assertThat(writing.text())
        .startsWith("error writing relationships to SpiceDB: rpc error: code = ");
    assertThat(deleting.text())
        .startsWith("error invoking DeleteRelationships in SpiceDB: rpc error: code = ");
  }

  @Test
  void withKesselBehindItErrorsHaveKesselsWords() {
    restart(it -> it.inventoryBackend(InventoryBackend.KESSEL));

    Refused writing = refused(() -> create("unheard:x#member@principal:ann"));
    Refused half = refused(() -> delete(RelationTupleFilter.newBuilder().setResourceType("group")));

    assertThat(writing.text()).startsWith("error creating tuples: error writing relationships");
    assertThat(half.summary()).isEqualTo("INVALID_ARGUMENT  SpiceDb request validation");
  }

  @Test
  void withNothingBehindItWritesAreDroppedAndALockHasNoToken() {
    restart(it -> it.inventoryBackend(InventoryBackend.ALLOW_ALL));

    CreateTuplesResponse answer = create(ANN);
    String token = acquire("group/0");

    assertThat(answer.hasConsistencyToken()).isFalse();
    assertThat(token).isEmpty();
    assertThat(server.tuples()).isEmpty();
  }

  @Test
  void whoIsNotInTheAllowListIsDeniedAfterValidation() {
    restart(it -> it.allowListed(false));

    Refused denied = refused(() -> create(ANN));
    Refused invalid = refused(() -> create("group:#member@principal:ann"));

    assertThat(denied.summary()).isEqualTo("PERMISSION_DENIED  ");
    assertThat(denied.text()).isEqualTo("meta authorization denied");
    assertThat(invalid.summary()).isEqualTo("INVALID_ARGUMENT  VALIDATOR");
  }

  @Test
  void idsAreTrimmedAndMustNotBeBlank() {
    create("group: eng #member@principal:ann");
    Refused blank = refused(() -> create("group: #member@principal:ann"));
    Refused lock = refused(() -> acquire(" "));

    assertThat(server.tupleTexts()).containsExactly("rbac/group:eng#t_member@rbac/principal:ann");
    assertThat(blank.text()).isEqualTo("required field is empty");
    assertThat(lock.text()).isEqualTo("required field is empty");
  }

  @Test
  void anEmptyFieldOfAFilterCountsAsPresentExceptForIds() {
    create(ANN);

    Refused relation = refused(() -> delete(resource("group").setRelation("")));
    Refused type =
        refused(
            () ->
                delete(
                    RelationTupleFilter.newBuilder().setResourceNamespace("").setResourceType("")));
    Refused subject =
        refused(() -> delete(resource("group").setSubjectFilter(SubjectFilter.newBuilder())));

    assertThat(relation.summary()).isEqualTo("INVALID_ARGUMENT  ");
    assertThat(relation.text()).contains("optional_relation");
    assertThat(type.summary()).isEqualTo("INVALID_ARGUMENT  ");
    assertThat(subject.summary()).isEqualTo("INVALID_ARGUMENT  ");
    assertThat(server.tuples()).hasSize(1);
    delete(resource("group").setResourceId("").setRelation("member"));
    assertThat(server.tuples()).isEmpty();
  }

  @Test
  void anIdOfAFilterWithBlanksAroundItIsRefusedAndNothingDeleted() {
    create(ANN);

    Refused refused =
        refused(() -> delete(resource("group").setResourceId(" eng ").setRelation("member")));

    assertThat(refused.summary()).isEqualTo("INVALID_ARGUMENT  ");
    assertThat(refused.text()).contains("relationship_filter.optional_resource_id");
    assertThat(server.tuples()).hasSize(1);
  }

  @Test
  void aRelationInAFilterIsAlwaysPrefixed() {
    create(ANN);

    delete(
        RelationTupleFilter.newBuilder()
            .setRelation("member")
            .setSubjectFilter(subject("principal", "ann")));

    assertThat(server.tuples()).isEmpty();
  }

  @Test
  void halfATypeIsAnUnknownError() {
    Refused refused =
        refused(() -> delete(RelationTupleFilter.newBuilder().setResourceNamespace("rbac")));

    assertThat(refused.summary()).isEqualTo("UNKNOWN  ");
    assertThat(refused.text()).startsWith("SpiceDB request validation: ");
  }

  @Test
  void aFailedLoadOfTheSchemaIsKeptUntilTheNextStart() {
    server.setSchemaReadable(false);
    Refused first = refused(() -> create(ANN));
    server.setSchemaReadable(true);
    Refused second = refused(() -> create(ANN));
    server.stop();
    server.start();
    // The old connection may not know yet that it is gone.
    client.close();
    client = new WireClient(server);

    assertThat(first.text()).startsWith("failed to load schema file: ");
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(create(ANN).hasConsistencyToken()).isTrue();
  }

  @Test
  void theFenceIsThatOfTheOtherDialects() {
    String token = acquire("group/0");
    server.stealLock("group/0");

    Refused lost =
        refused(
            () ->
                tuples()
                    .createTuples(
                        newer(
                            dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest.newBuilder()
                                .setFencingCheck(fence("group/0", token))
                                .build(),
                            CreateTuplesRequest.parser())));

    assertThat(token).hasSize(36);
    assertThat(lost.summary())
        .isEqualTo(
            "FAILED_PRECONDITION authzed.com ERROR_REASON_WRITE_OR_DELETE_PRECONDITION_FAILURE");
  }

  @Test
  void healthIsTheSameUnderAnotherName() {
    server.setReady(false);

    assertThat(
            KesselInventoryHealthServiceGrpc.newBlockingStub(client.channel())
                .getReadyz(GetReadyzRequest.getDefaultInstance())
                .getCode())
        .isEqualTo(503);
  }

  private void restart(UnaryOperator<RelationsServerBuilder> setUp) {
    close();
    server = setUp.apply(RelationsServer.builder()).start();
    client = new WireClient(server);
  }

  private CreateTuplesResponse create(String text) {
    return tuples().createTuples(request(text));
  }

  private static CreateTuplesRequest request(String text) {
    return newer(
        dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest.newBuilder()
            .setUpsert(true)
            .addTuples(relationship(text))
            .build(),
        CreateTuplesRequest.parser());
  }

  private void delete(RelationTupleFilter.Builder filter) {
    var unused =
        tuples()
            .deleteTuples(
                newer(
                    dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest.newBuilder()
                        .setFilter(filter)
                        .build(),
                    DeleteTuplesRequest.parser()));
  }

  private String acquire(String lockId) {
    return tuples()
        .acquireLock(AcquireLockRequest.newBuilder().setLockId(lockId).build())
        .getLockToken();
  }

  private KesselTupleServiceGrpc.KesselTupleServiceBlockingStub tuples() {
    return KesselTupleServiceGrpc.newBlockingStub(client.channel())
        .withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  private static <T> T newer(Message older, Parser<T> parser) {
    try {
      return parser.parseFrom(older.toByteString());
    } catch (InvalidProtocolBufferException other) {
      throw new AssertionError(other);
    }
  }
}
