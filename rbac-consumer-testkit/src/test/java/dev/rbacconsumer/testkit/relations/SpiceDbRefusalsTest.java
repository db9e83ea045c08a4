package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.WireClient.fence;
import static dev.rbacconsumer.testkit.relations.WireClient.refused;
import static dev.rbacconsumer.testkit.relations.WireClient.relationship;
import static dev.rbacconsumer.testkit.relations.WireClient.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import dev.rbacconsumer.relations.wire.authzed.v1.PermissionsServiceGrpc;
import dev.rbacconsumer.relations.wire.authzed.v1.Precondition;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.relations.wire.v1beta1.Consistency;
import dev.rbacconsumer.relations.wire.v1beta1.ConsistencyToken;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.testkit.relations.WireClient.Refused;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import dev.rbacconsumer.testkit.relations.wire.Violations;
import io.grpc.protobuf.StatusProto;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refusals of the store as a real SpiceDB 1.56 gave them, through Kessel and directly. */
class SpiceDbRefusalsTest {
  private static final String WRITING =
      "error creating tuples: error writing relationships to SpiceDB: rpc error: code = ";

  private final RelationsServer server =
      RelationsServer.builder()
          .schema(
              StoreSchema.builder()
                  .locks()
                  .definition("rbac/principal")
                  .relation("rbac/group", "member", "rbac/principal", "rbac/group#member")
                  .anyRelation("rbac/role", "rbac/principal:*")
                  .permission("rbac/role", "view_widget")
                  .build())
          .start();
  private final WireClient client = new WireClient(server);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void aPermissionWithoutARelationOfItsOwnCannotBeWritten() {
    Refused refused =
        refused(() -> client.create(true, relationship("role:r1#view_widget@principal:*")));

    assertThat(refused.summary())
        .isEqualTo("FAILED_PRECONDITION authzed.com ERROR_REASON_UNKNOWN_RELATION_OR_PERMISSION");
    assertThat(refused.info().getMetadataMap())
        .containsEntry("definition_name", "rbac/role")
        .containsEntry("relation_or_permission_name", "t_view_widget");
    assertThat(server.tuples()).isEmpty();
  }

  @Test
  void theWildcardAsFenceTokenIsAFenceThatDoesNotHold() {
    server.stealLock("group/0");

    Refused refused = refused(() -> client.createUnder(fence("group/0", "*")));

    assertThat(refused.summary())
        .isEqualTo(
            "FAILED_PRECONDITION authzed.com ERROR_REASON_WRITE_OR_DELETE_PRECONDITION_FAILURE");
  }

  @Test
  void aFreshnessTokenOfAnotherFormIsRefused() {
    ReadTuplesRequest request =
        ReadTuplesRequest.newBuilder()
            .setFilter(resource("group"))
            .setConsistency(
                Consistency.newBuilder()
                    .setAtLeastAsFresh(ConsistencyToken.newBuilder().setToken("nonsense")))
            .build();

    Refused refused =
        refused(() -> client.tuples().readTuples(request).forEachRemaining(tuple -> {}));

    assertThat(refused.summary()).isEqualTo("INVALID_ARGUMENT  ");
    assertThat(refused.text()).endsWith("desc = invalid revision requested");
  }

  @Test
  void allFaultsOfARequestAreListedWithTheirPaths() throws Exception {
    Refused refused =
        refused(
            () ->
                client.create(
                    true,
                    relationship("group:eng#member@principal:ann"),
                    relationship("group:a.b#member@principal:" + "x".repeat(1025))));

    assertThat(refused.text())
        .isEqualTo(
            WRITING
                + "InvalidArgument desc = validation errors:\n"
                + " - updates[1].relationship.resource.object_id:"
                + " does not match regex pattern `^(([a-zA-Z0-9/_|\\-=+]{1,})|\\*)$`\n"
                + " - updates[1].relationship.subject.object.object_id:"
                + " must be at most 1024 bytes");
    Any detail = StatusProto.fromThrowable(refused.thrown()).getDetails(0);
    assertThat(detail.unpack(Violations.class).getViolationsList())
        .extracting(it -> it.getRuleId())
        .containsExactly("string.pattern", "string.max_bytes");
  }

  @Test
  void aTupleThatIsPresentIsNamedWithTheRelationOfItsSubject() {
    client.create(true, relationship("group:eng#member@group:ops#member"));

    Refused refused =
        refused(() -> client.create(false, relationship("group:eng#member@group:ops#member")));

    assertThat(refused.info().getMetadataMap())
        .containsEntry("subject_object_id", "ops")
        .containsEntry("subject_relation", "member");
  }

  @Test
  void aSubjectThatIsNotAllowedIsComparedWithThoseThatAre() {
    Refused refused =
        refused(() -> client.create(true, relationship("group:eng#member@group:ops")));

    assertThat(refused.text())
        .endsWith(
            "subjects of type `rbac/group` are not allowed on relation `rbac/group#t_member`;"
                + " did you mean `rbac/group#member`?");
  }

  @Test
  void tooManyConditionsAreRefusedUnderTheKeyOfUpdates() {
    Precondition condition =
        Precondition.newBuilder()
            .setOperation(Precondition.Operation.OPERATION_MUST_NOT_MATCH)
            .setFilter(RelationshipFilter.newBuilder().setResourceType("rbac/group"))
            .build();
    WriteRelationshipsRequest request =
        WriteRelationshipsRequest.newBuilder()
            .addAllOptionalPreconditions(Collections.nCopies(1001, condition))
            .build();

    Refused refused =
        refused(
            () ->
                PermissionsServiceGrpc.newBlockingStub(client.channel())
                    .writeRelationships(request));

    assertThat(refused.summary())
        .isEqualTo("INVALID_ARGUMENT authzed.com ERROR_REASON_TOO_MANY_PRECONDITIONS_IN_REQUEST");
    assertThat(refused.info().getMetadataMap())
        .containsEntry("precondition_count", "1001")
        .containsEntry("maximum_updates_allowed", "1000");
  }
}
