package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.WireClient.fence;
import static dev.rbacconsumer.testkit.relations.WireClient.refused;
import static dev.rbacconsumer.testkit.relations.WireClient.relationship;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ImportBulkTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ImportBulkTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.testkit.relations.WireClient.Refused;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CreateTuples and ImportBulkTuples, row by row of the wire contract. */
class RelationsServerWriteTest {
  private static final String ANN = "group:eng#member@principal:ann";

  private final RelationsServer server = RelationsServer.builder().start();
  private final WireClient client = new WireClient(server);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void theRelationGetsItsPrefixUnlessItHasIt() {
    client.create(true, relationship("group:eng#member@principal:ann"));
    client.create(true, relationship("group:eng#t_member@principal:ann"));

    assertThat(server.tupleTexts()).containsExactly("rbac/group:eng#t_member@rbac/principal:ann");
  }

  @Test
  void oneTupleUnderBothNamesIsADuplicate() {
    Refused refused =
        refused(
            () ->
                client.create(
                    true,
                    relationship("group:eng#member@principal:ann"),
                    relationship("group:eng#t_member@principal:ann")));

    assertThat(refused.summary())
        .isEqualTo("INVALID_ARGUMENT authzed.com ERROR_REASON_UPDATES_ON_SAME_RELATIONSHIP");
    assertThat(refused.info().getMetadataMap())
        .containsEntry("relationship", "rbac/group:eng#t_member@rbac/principal:ann");
  }

  @Test
  void anEmptyWriteIsAcceptedAndGivesATokenInFieldTwo() {
    CreateTuplesResponse response =
        client.tuples().createTuples(CreateTuplesRequest.getDefaultInstance());

    assertThat(response.getConsistencyToken().getToken()).isNotEmpty();
    assertThat(CreateTuplesResponse.CONSISTENCY_TOKEN_FIELD_NUMBER).isEqualTo(2);
  }

  @Test
  void emptyFieldsAreRefusedByPath() {
    Refused one = refused(() -> client.create(true, relationship("group:#member@principal:ann")));
    Refused several = refused(() -> client.create(true, Relationship.getDefaultInstance()));

    assertThat(one.summary()).isEqualTo("INVALID_ARGUMENT  VALIDATOR");
    assertThat(one.text()).startsWith("validation error: tuples[0].resource.id: ");
    assertThat(several.summary()).isEqualTo("INVALID_ARGUMENT  VALIDATOR");
    assertThat(several.text())
        .startsWith("validation errors:")
        .contains("tuples[0].resource:", "tuples[0].relation:", "tuples[0].subject:");
    assertThat(several.text().lines()).hasSize(4);
  }

  @Test
  void aFenceWithAnEmptyPartIsRefused() {
    Refused refused =
        refused(
            () ->
                client
                    .tuples()
                    .createTuples(
                        CreateTuplesRequest.newBuilder().setFencingCheck(fence("", "")).build()));

    assertThat(refused.text()).contains("fencing_check.lock_id", "fencing_check.lock_token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "group:a.b#member@principal:ann",
        "group:*#member@principal:ann",
        "Group:eng#member@principal:ann",
        "gr:eng#member@principal:ann",
        "group:eng#Member@principal:ann",
        "group:eng#member_@principal:ann",
        "group:eng#member@principal:ann bob",
        "role_binding:b1#subject@group:eng#me",
        "role_binding:b1#subject@group:*#member",
        "a/b:eng#member@principal:ann"
      })
  void namesAndIdsThatBreakThePatternsAreRefusedWithoutAReason(String text) {
    Refused refused = refused(() -> client.create(true, relationship(text)));

    assertThat(refused.summary()).isEqualTo("INVALID_ARGUMENT  ");
    assertThat(refused.text())
        .startsWith(
            "error creating tuples: error writing relationships to SpiceDB: "
                + "rpc error: code = InvalidArgument desc = ");
  }

  @ParameterizedTest
  @CsvSource({
    "unheard:x1#member@principal:ann, FAILED_PRECONDITION, UNKNOWN_DEFINITION",
    "group:eng#member@unheard:x1, FAILED_PRECONDITION, UNKNOWN_DEFINITION",
    "group:eng#owner@principal:ann, FAILED_PRECONDITION, UNKNOWN_RELATION_OR_PERMISSION",
    "group:eng#member@role:r1, INVALID_ARGUMENT, INVALID_SUBJECT_TYPE"
  })
  void aTupleOutsideTheSchemaIsRefusedByReason(String text, String code, String reason) {
    Refused refused = refused(() -> client.create(true, relationship(text)));

    assertThat(refused.summary()).isEqualTo(code + " authzed.com ERROR_REASON_" + reason);
    assertThat(refused.text()).contains("error writing relationships to SpiceDB: rpc error: ");
  }

  @Test
  void anUnknownDefinitionIsWordedAsTheStoreDoes() {
    Refused refused =
        refused(() -> client.create(true, relationship("unheard:x1#member@principal:ann")));

    assertThat(refused.text())
        .isEqualTo(
            "error creating tuples: error writing relationships to SpiceDB: rpc error: "
                + "code = FailedPrecondition desc = object definition `rbac/unheard` not found");
    assertThat(refused.info().getMetadataMap()).containsEntry("definition_name", "rbac/unheard");
  }

  @Test
  void withoutUpsertAPresentTupleIsRefused() {
    client.create(false, relationship(ANN));

    Refused refused = refused(() -> client.create(false, relationship(ANN)));

    assertThat(refused.summary())
        .isEqualTo("ALREADY_EXISTS authzed.com ERROR_REASON_ATTEMPT_TO_RECREATE_RELATIONSHIP");
  }

  @Test
  void aLostFenceCarriesTheDetailsOfItsPrecondition() {
    FenceToken lost = server.stealLock("group/0");
    server.stealLock("group/0");
    CreateTuplesRequest request =
        CreateTuplesRequest.newBuilder()
            .setUpsert(true)
            .setFencingCheck(fence("group/0", lost.token()))
            .build();

    Refused refused = refused(() -> client.tuples().createTuples(request));

    assertThat(refused.summary())
        .isEqualTo(
            "FAILED_PRECONDITION authzed.com ERROR_REASON_WRITE_OR_DELETE_PRECONDITION_FAILURE");
    assertThat(refused.text()).contains("unable to satisfy write precondition");
    assertThat(refused.info().getMetadataMap())
        .containsEntry("precondition_operation", "OPERATION_MUST_MATCH")
        .containsEntry("precondition_resource_type", "kessel/lock")
        .containsEntry("precondition_resource_id", "group/0")
        .containsEntry("precondition_relation", "t_version")
        .containsEntry("precondition_subject_type", "kessel/lockversion")
        .containsEntry("precondition_subject_id", lost.token());
  }

  @Test
  void aRequestLargerThanTheLimitIsRefusedAsAGoServerDoes() {
    CreateTuplesRequest.Builder request = CreateTuplesRequest.newBuilder();
    Relationship large = relationship("group:" + "g".repeat(1000) + "#member@principal:ann");
    for (int i = 0; i < 4200; i++) {
      request.addTuples(large);
    }

    Refused refused = refused(() -> client.tuples().createTuples(request.build()));

    assertThat(refused.summary()).isEqualTo("RESOURCE_EXHAUSTED  ");
    assertThat(refused.text())
        .isEqualTo(
            "grpc: received message larger than max ("
                + request.build().getSerializedSize()
                + " vs. 4194304)");
  }

  @Test
  void anImportStoresTheWholeStreamOrNothing() {
    ImportBulkTuplesRequest one =
        ImportBulkTuplesRequest.newBuilder().addTuples(relationship(ANN)).build();
    ImportBulkTuplesRequest two =
        ImportBulkTuplesRequest.newBuilder()
            .addTuples(relationship("group:eng#member@principal:bob"))
            .build();

    ImportBulkTuplesResponse imported = imported(one, two);
    Throwable again =
        Assertions.catchThrowable(
            () ->
                imported(
                    ImportBulkTuplesRequest.newBuilder()
                        .addTuples(relationship("group:eng#member@principal:cid"))
                        .build(),
                    one));
    Throwable empty =
        Assertions.catchThrowable(() -> imported(ImportBulkTuplesRequest.getDefaultInstance()));

    assertThat(imported.getNumImported()).isEqualTo(2);
    assertThat(server.tuples()).hasSize(2);
    assertThat(code(again)).isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThat(code(empty)).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void aWriteThatFailsInTheHandlerIsAnUnknownRequestError() {
    server.onWrite(
        write -> {
          throw new IllegalStateException("a listener that breaks");
        });

    Refused refused = refused(() -> client.create(true, relationship(ANN)));

    assertThat(refused.summary()).isEqualTo("INTERNAL  UNKNOWN");
    assertThat(refused.text()).isEqualTo("unknown request error");
  }

  @Test
  void aDeleteWithoutAFilterIsRefused() {
    Refused refused =
        refused(() -> client.tuples().deleteTuples(DeleteTuplesRequest.getDefaultInstance()));

    assertThat(refused.text()).startsWith("validation error: filter: ");
  }

  private static Status.Code code(Throwable thrown) {
    return ((StatusRuntimeException) thrown.getCause()).getStatus().getCode();
  }

  private ImportBulkTuplesResponse imported(ImportBulkTuplesRequest... requests)
      throws CompletionException {
    CompletableFuture<ImportBulkTuplesResponse> answer = new CompletableFuture<>();
    StreamObserver<ImportBulkTuplesRequest> stream =
        KesselTupleServiceGrpc.newStub(client.channel())
            .importBulkTuples(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ImportBulkTuplesResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable refused) {
                    answer.completeExceptionally(refused);
                  }

                  @Override
                  public void onCompleted() {
                    answer.completeExceptionally(new AssertionError("no response"));
                  }
                });
    List.of(requests).forEach(stream::onNext);
    stream.onCompleted();
    return answer.orTimeout(30, TimeUnit.SECONDS).join();
  }
}
