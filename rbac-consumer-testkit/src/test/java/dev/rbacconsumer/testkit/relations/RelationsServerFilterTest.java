package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static dev.rbacconsumer.testkit.relations.WireClient.refused;
import static dev.rbacconsumer.testkit.relations.WireClient.resource;
import static dev.rbacconsumer.testkit.relations.WireClient.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.relations.wire.v1beta1.Consistency;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.RequestPagination;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import dev.rbacconsumer.testkit.relations.WireClient.Refused;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What filters match, the dangerous ones included, and how reads are cut into pages. */
class RelationsServerFilterTest {
  private static final String SET = "rbac/role_binding:b1#t_subject@rbac/group:eng#member";
  private static final String OTHER = "rbac/role_binding:b2#t_subject@rbac/group:eng";
  private static final String GRANT = "rbac/role_binding:b1#t_granted@rbac/role:r1";

  private final RelationsServer server = RelationsServer.builder().staleReads(true).start();
  private final WireClient client = new WireClient(server);

  @BeforeEach
  void fill() {
    server
        .store()
        .touch(
            List.of(
                tuple("role_binding:b1#subject@group:eng"),
                tuple("role_binding:b1#subject@group:eng#member"),
                tuple("role_binding:b2#subject@group:eng"),
                tuple("role_binding:b1#granted@role:r1")),
            null);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void aFilterWithEveryPartMatchesOneTuple() {
    client.delete(exact().setSubjectFilter(subject("group", "eng").setRelation("")));

    assertThat(server.tupleTexts()).containsExactly(GRANT, SET, OTHER);
  }

  @Test
  void aSubjectRelationLeftUnsetMatchesSubjectSetsToo() {
    client.delete(exact().setSubjectFilter(subject("group", "eng")));

    assertThat(server.tupleTexts()).containsExactly(GRANT, OTHER);
  }

  @Test
  void anEmptyResourceIdMatchesEveryObjectOfTheType() {
    client.delete(
        exact().setResourceId("").setSubjectFilter(subject("group", "eng").setRelation("")));

    assertThat(server.tupleTexts()).containsExactly(GRANT, SET);
  }

  @Test
  void anEmptyRelationMatchesAnyRelation() {
    client.delete(resource("role_binding").setResourceId("b1").setRelation(""));

    assertThat(server.tupleTexts()).containsExactly(OTHER);
  }

  @Test
  void anEmptySubjectIdMatchesAnySubject() {
    client.delete(exact().setSubjectFilter(subject("group", "").setRelation("")));

    assertThat(server.tupleTexts()).containsExactly(GRANT, SET, OTHER);
  }

  @Test
  void aRelationWithoutATypeMatchesNothingAndSucceeds() {
    client.delete(RelationTupleFilter.newBuilder().setRelation("subject"));

    assertThat(server.tuples()).hasSize(4);
  }

  @Test
  void aFilterWithoutAnyPartIsRefused() {
    Refused refused = refused(() -> client.delete(RelationTupleFilter.newBuilder()));

    assertThat(refused.summary())
        .isEqualTo("INVALID_ARGUMENT authzed.com ERROR_REASON_INVALID_FILTER");
    assertThat(refused.text())
        .startsWith(
            "error deleting tuples: error invoking DeleteRelationships in SpiceDB rpc error: ");
  }

  @Test
  void halfATypeIsRefusedByTheApiItself() {
    Refused resource =
        refused(() -> client.delete(RelationTupleFilter.newBuilder().setResourceNamespace("rbac")));
    Refused subject =
        refused(
            () ->
                client.delete(
                    exact().setSubjectFilter(SubjectFilter.newBuilder().setSubjectType("group"))));

    assertThat(resource.summary()).isEqualTo("INVALID_ARGUMENT  SpiceDb request validation");
    assertThat(subject.summary()).isEqualTo("INVALID_ARGUMENT  SpiceDb request validation");
    assertThat(resource.text())
        .startsWith("error deleting tuples: ")
        .contains("reason = SpiceDb request validation");
  }

  @Test
  void aSubjectWithoutATypeIsRefusedByTheStore() {
    Refused refused =
        refused(() -> client.delete(exact().setSubjectFilter(SubjectFilter.newBuilder())));

    assertThat(refused.summary()).isEqualTo("INVALID_ARGUMENT  ");
  }

  @Test
  void namesOutsideTheSchemaAreRefusedEvenIfThereIsNothingToDelete() {
    Refused type = refused(() -> client.delete(resource("unheard")));
    Refused relation =
        refused(
            () ->
                client.delete(
                    exact().setSubjectFilter(subject("group", "eng").setRelation("owner"))));

    assertThat(type.summary())
        .isEqualTo("FAILED_PRECONDITION authzed.com ERROR_REASON_UNKNOWN_DEFINITION");
    assertThat(relation.summary())
        .isEqualTo("FAILED_PRECONDITION authzed.com ERROR_REASON_UNKNOWN_RELATION_OR_PERMISSION");
  }

  @Test
  void aReadStripsThePrefixAndIsStaleUnlessAskedNotToBe() {
    ConsistencyToken token = server.store().touch(members(0, 1), null);
    ReadTuplesRequest.Builder request =
        ReadTuplesRequest.newBuilder().setFilter(resource("group").setRelation("member"));

    List<ReadTuplesResponse> stale = read(request);
    List<ReadTuplesResponse> fresh =
        read(
            request.setConsistency(
                Consistency.newBuilder()
                    .setAtLeastAsFresh(
                        dev.rbacconsumer.relations.wire.v1beta1.ConsistencyToken.newBuilder()
                            .setToken(token.value()))));

    assertThat(stale).isEmpty();
    assertThat(fresh)
        .singleElement()
        .satisfies(it -> assertThat(it.getTuple().getRelation()).isEqualTo("member"));
  }

  @Test
  void aStaleReadMissesSeveralChanges() {
    for (int i = 0; i < 7; i++) {
      server.store().touch(members(i, 1), null);
    }

    List<ReadTuplesResponse> stale =
        read(ReadTuplesRequest.newBuilder().setFilter(resource("group").setRelation("member")));

    assertThat(stale).hasSize(2);
  }

  @Test
  void aReadGivesAThousandAtMostAndGoesOnFromItsToken() {
    server.store().setMaxUpdates(2000);
    server.store().touch(members(0, 1001), null);
    for (int hidden = 0; hidden < 5; hidden++) {
      server.store().touch(members(5000 + hidden, 1), null);
    }
    ReadTuplesRequest.Builder request =
        ReadTuplesRequest.newBuilder()
            .setFilter(resource("group"))
            .setPagination(RequestPagination.newBuilder().setLimit(5000));

    List<ReadTuplesResponse> first = read(request);
    String next = first.get(first.size() - 1).getPagination().getContinuationToken();
    List<ReadTuplesResponse> second =
        read(
            request.setPagination(
                RequestPagination.newBuilder().setLimit(5000).setContinuationToken(next)));

    assertThat(first).hasSize(1000);
    assertThat(second).hasSize(1);
  }

  @Test
  void aReadWithABadTokenOrAZeroLimitIsRefused() {
    RequestPagination.Builder page = RequestPagination.newBuilder();
    ReadTuplesRequest.Builder request = ReadTuplesRequest.newBuilder().setFilter(resource("group"));

    Refused cursor =
        refused(
            () -> read(request.setPagination(page.setLimit(1).setContinuationToken("nonsense"))));
    Refused limit = refused(() -> read(request.setPagination(page.setLimit(0))));

    assertThat(cursor.summary())
        .isEqualTo("INVALID_ARGUMENT authzed.com ERROR_REASON_INVALID_CURSOR");
    assertThat(limit.summary()).isEqualTo("INVALID_ARGUMENT  VALIDATOR");
  }

  @Test
  void aConsistencyWithoutARequirementIsRefused() {
    ReadTuplesRequest.Builder request =
        ReadTuplesRequest.newBuilder()
            .setFilter(resource("group"))
            .setConsistency(Consistency.getDefaultInstance());

    assertThat(refused(() -> read(request)).text()).contains("consistency.requirement");
  }

  private List<ReadTuplesResponse> read(ReadTuplesRequest.Builder request) {
    List<ReadTuplesResponse> found = new ArrayList<>();
    client.tuples().readTuples(request.build()).forEachRemaining(found::add);
    return found;
  }

  private static RelationTupleFilter.Builder exact() {
    return resource("role_binding").setResourceId("b1").setRelation("subject");
  }
}
