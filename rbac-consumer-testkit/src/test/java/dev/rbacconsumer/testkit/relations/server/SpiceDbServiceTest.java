package dev.rbacconsumer.testkit.relations.server;

import static dev.rbacconsumer.testkit.relations.WireClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.relations.wire.authzed.v1.Consistency;
import dev.rbacconsumer.relations.wire.authzed.v1.ObjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.PermissionsServiceGrpc;
import dev.rbacconsumer.relations.wire.authzed.v1.Precondition;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsResponse;
import dev.rbacconsumer.relations.wire.authzed.v1.Relationship;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate.Operation;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.WireClient;
import dev.rbacconsumer.testkit.relations.WireClient.Refused;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The store's own interface: nothing is prefixed, nothing is wrapped, a write is one transaction.
 */
class SpiceDbServiceTest {
  private static final String ANN = "rbac/group:eng#t_member@rbac/principal:ann";
  private static final String BOB = "rbac/group:eng#t_member@rbac/principal:bob";

  private final RelationsServer server = RelationsServer.builder().staleReads(true).start();
  private final WireClient client = new WireClient(server);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void removalsAndAdditionsAreOneTransaction() {
    write(touch(ANN));
    List<StoreWrite> writes = new ArrayList<>();
    server.onWrite(writes::add);

    write(delete(ANN), touch(BOB));

    assertThat(writes).hasSize(1);
    assertThat(server.tupleTexts()).containsExactly(BOB);
  }

  @Test
  void nothingIsWrittenWhenOneUpdateIsRefused() {
    write(touch(ANN));

    Refused refused =
        refused(() -> write(delete(ANN), touch("rbac/unheard:x#t_member@rbac/principal:ann")));

    assertThat(refused.text()).isEqualTo("object definition `rbac/unheard` not found");
    assertThat(server.tupleTexts()).containsExactly(ANN);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "DELETE, rbac/group:eng#t_member@rbac/role:r1, INVALID_ARGUMENT, INVALID_SUBJECT_TYPE",
    "TOUCH, rbac/group:eng#t_member@rbac/role:r1, INVALID_ARGUMENT, INVALID_SUBJECT_TYPE",
    "TOUCH, rbac/group:eng#member@rbac/principal:ann, INVALID_ARGUMENT, CANNOT_UPDATE_PERMISSION",
    "TOUCH, rbac/group:eng#owner@rbac/principal:ann, FAILED_PRECONDITION,"
        + " UNKNOWN_RELATION_OR_PERMISSION",
    "DELETE, rbac/group:eng#t_owner@rbac/principal:ann, FAILED_PRECONDITION,"
        + " UNKNOWN_RELATION_OR_PERMISSION",
    "TOUCH, group:eng#t_member@rbac/principal:ann, FAILED_PRECONDITION, UNKNOWN_DEFINITION"
  })
  void whatTheSchemaLacksIsRefusedForRemovalsToo(
      String operation, String text, String code, String reason) {
    RelationshipUpdate update = update(Operation.valueOf("OPERATION_" + operation), text);

    assertThat(refused(() -> write(update)).summary())
        .isEqualTo(code + " authzed.com ERROR_REASON_" + reason);
  }

  @Test
  void oneTupleTwiceIsRefusedWhateverTheOperations() {
    assertThat(refused(() -> write(delete(ANN), touch(ANN))).summary())
        .isEqualTo("INVALID_ARGUMENT authzed.com ERROR_REASON_UPDATES_ON_SAME_RELATIONSHIP");
  }

  @Test
  void updatesOfAllKindsCountTogether() {
    server.store().setMaxUpdates(1);

    Refused refused = refused(() -> write(delete(ANN), touch(BOB)));

    assertThat(refused.info().getMetadataMap())
        .containsEntry("update_count", "2")
        .containsEntry("maximum_updates_allowed", "1");
  }

  @Test
  void aConditionThatSomethingMustMatchIsAFence() {
    FenceToken fence = server.stealLock("group/0");
    write(List.of(touch(ANN)), mustMatch(fence));
    server.stealLock("group/0");

    Refused lost = refused(() -> write(List.of(touch(BOB)), mustMatch(fence)));

    assertThat(lost.summary())
        .isEqualTo(
            "FAILED_PRECONDITION authzed.com ERROR_REASON_WRITE_OR_DELETE_PRECONDITION_FAILURE");
    assertThat(lost.text()).startsWith("unable to satisfy write precondition");
    assertThat(lost.info().getMetadataMap())
        .containsEntry("precondition_operation", "OPERATION_MUST_MATCH")
        .containsEntry("precondition_resource_type", "kessel/lock")
        .containsEntry("precondition_subject_id", fence.token());
    assertThat(server.tupleTexts()).containsExactly(ANN);
  }

  @Test
  void aConditionThatNothingMayMatchHoldsOnlyWhileNothingDoes() {
    write(List.of(touch(ANN)), mustNotMatch("group/0"));
    server.stealLock("group/0");

    Refused refused = refused(() -> write(List.of(touch(BOB)), mustNotMatch("group/0")));

    assertThat(refused.info().getMetadataMap())
        .containsEntry("precondition_operation", "OPERATION_MUST_NOT_MATCH");
    assertThat(server.tupleTexts()).containsExactly(ANN);
  }

  @Test
  void anEmptyConditionIsRefused() {
    Precondition empty =
        Precondition.newBuilder()
            .setOperation(Precondition.Operation.OPERATION_MUST_MATCH)
            .setFilter(RelationshipFilter.getDefaultInstance())
            .build();

    assertThat(refused(() -> write(List.of(), empty)).summary())
        .isEqualTo("INVALID_ARGUMENT authzed.com ERROR_REASON_INVALID_FILTER");
  }

  @Test
  void anEmptyWriteGivesAToken() {
    assertThat(
            service()
                .writeRelationships(WriteRelationshipsRequest.getDefaultInstance())
                .getWrittenAt()
                .getToken())
        .isNotEmpty();
  }

  @Test
  void aReadShowsTheStoredNameAndIsStaleUnlessAskedNotToBe() {
    write(touch(ANN));

    assertThat(read(Consistency.newBuilder().setMinimizeLatency(true), 0)).isEmpty();
    assertThat(read(Consistency.newBuilder().setFullyConsistent(true), 0))
        .singleElement()
        .satisfies(it -> assertThat(it.getRelationship()).isEqualTo(relationship(ANN)));
  }

  @Test
  void aReadGivesNoMoreThanItsLimitWhichIsAThousandAtMost() {
    write(touch(ANN), touch(BOB));

    assertThat(read(Consistency.newBuilder().setFullyConsistent(true), 1)).hasSize(1);
    assertThat(
            refused(() -> read(Consistency.newBuilder().setFullyConsistent(true), 1001)).summary())
        .isEqualTo("INVALID_ARGUMENT authzed.com ERROR_REASON_EXCEEDS_MAXIMUM_ALLOWABLE_LIMIT");
  }

  @Test
  void aWrongKeyIsAnotherCodeThanNone() {
    try (RelationsServer guarded = RelationsServer.builder().bearerToken("key").start();
        WireClient anonymous = new WireClient(guarded)) {
      var service = PermissionsServiceGrpc.newBlockingStub(anonymous.channel());
      WriteRelationshipsRequest nothing = WriteRelationshipsRequest.getDefaultInstance();

      assertThat(refused(() -> service.writeRelationships(nothing)).summary())
          .isEqualTo("UNAUTHENTICATED  ");
      assertThat(refused(() -> with(service, "wrong").writeRelationships(nothing)).summary())
          .isEqualTo("PERMISSION_DENIED  ");
      assertThat(with(service, "key").writeRelationships(nothing).hasWrittenAt()).isTrue();
    }
  }

  private static PermissionsServiceGrpc.PermissionsServiceBlockingStub with(
      PermissionsServiceGrpc.PermissionsServiceBlockingStub service, String key) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
    return service.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private List<ReadRelationshipsResponse> read(Consistency.Builder consistency, int limit) {
    ReadRelationshipsRequest request =
        ReadRelationshipsRequest.newBuilder()
            .setConsistency(consistency)
            .setRelationshipFilter(RelationshipFilter.newBuilder().setResourceType("rbac/group"))
            .setOptionalLimit(limit)
            .build();
    List<ReadRelationshipsResponse> found = new ArrayList<>();
    service().readRelationships(request).forEachRemaining(found::add);
    return found;
  }

  private void write(RelationshipUpdate... updates) {
    write(List.of(updates));
  }

  private void write(List<RelationshipUpdate> updates, Precondition... conditions) {
    var unused =
        service()
            .writeRelationships(
                WriteRelationshipsRequest.newBuilder()
                    .addAllUpdates(updates)
                    .addAllOptionalPreconditions(List.of(conditions))
                    .build());
  }

  private PermissionsServiceGrpc.PermissionsServiceBlockingStub service() {
    return PermissionsServiceGrpc.newBlockingStub(client.channel())
        .withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  private static Precondition mustMatch(FenceToken fence) {
    return Precondition.newBuilder()
        .setOperation(Precondition.Operation.OPERATION_MUST_MATCH)
        .setFilter(
            lock(fence.lockId())
                .setOptionalSubjectFilter(
                    SubjectFilter.newBuilder()
                        .setSubjectType("kessel/lockversion")
                        .setOptionalSubjectId(fence.token())))
        .build();
  }

  private static Precondition mustNotMatch(String lockId) {
    return Precondition.newBuilder()
        .setOperation(Precondition.Operation.OPERATION_MUST_NOT_MATCH)
        .setFilter(lock(lockId))
        .build();
  }

  private static RelationshipFilter.Builder lock(String lockId) {
    return RelationshipFilter.newBuilder()
        .setResourceType("kessel/lock")
        .setOptionalResourceId(lockId)
        .setOptionalRelation("t_version");
  }

  private static RelationshipUpdate touch(String text) {
    return update(Operation.OPERATION_TOUCH, text);
  }

  private static RelationshipUpdate delete(String text) {
    return update(Operation.OPERATION_DELETE, text);
  }

  private static RelationshipUpdate update(Operation operation, String text) {
    return RelationshipUpdate.newBuilder()
        .setOperation(operation)
        .setRelationship(relationship(text))
        .build();
  }

  private static Relationship relationship(String text) {
    String[] ends = text.split("@", 2);
    String[] resource = ends[0].split("#", 2);
    return Relationship.newBuilder()
        .setResource(object(resource[0]))
        .setRelation(resource[1])
        .setSubject(SubjectReference.newBuilder().setObject(object(ends[1])))
        .build();
  }

  private static ObjectReference object(String text) {
    String[] parts = text.split(":", 2);
    return ObjectReference.newBuilder().setObjectType(parts[0]).setObjectId(parts[1]).build();
  }
}
