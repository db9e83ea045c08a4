package dev.rbacconsumer.relations.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.TestTuples;
import dev.rbacconsumer.relations.config.RelationsDialect;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTextTest {
  private static final RelationsDialect KESSEL = RelationsDialect.KESSEL_RELATIONS;
  private static final RelationTuple MEMBER = TestTuples.member("ann");
  private static final RelationTuple BOUND = TestTuples.boundToMembers();

  @Test
  void aRefusalNamesReasonDefinitionRelationAndText() {
    StoreFault fault =
        fault(
            Code.FAILED_PRECONDITION,
            "ERROR_REASON_UNKNOWN_RELATION_OR_PERMISSION",
            Map.of("definition_name", "rbac/group", "relation_or_permission_name", "t_owner"),
            "error creating tuples: not found");

    assertThat(FaultText.of("adding x", fault, "tok", KESSEL))
        .isEqualTo(
            "adding x: FAILED_PRECONDITION ERROR_REASON_UNKNOWN_RELATION_OR_PERMISSION,"
                + " definition rbac/group, relation t_owner; error creating tuples: not found");
  }

  @Test
  void theTextOfAPreconditionStaysOutForItPrintsAToken() {
    StoreFault detailed =
        fault(
            Code.FAILED_PRECONDITION,
            "ERROR_REASON_WRITE_OR_DELETE_PRECONDITION_FAILURE",
            Map.of("precondition_subject_id", "old-token"),
            "printed: old-token");
    StoreFault bare =
        fault(Code.UNKNOWN, "", Map.of(), "unable to satisfy write precondition `old-token`");

    assertThat(FaultText.of("taking it", detailed, "", KESSEL)).doesNotContain("old-token");
    assertThat(FaultText.of("taking it", bare, "", KESSEL)).doesNotContain("old-token");
  }

  @Test
  void ourTokenIsScrubbedFromAnyText() {
    StoreFault fault = fault(Code.INTERNAL, "", Map.of(), "lock_token: tok-1 is odd");

    assertThat(FaultText.of("adding x", fault, "tok-1", KESSEL))
        .isEqualTo("adding x: INTERNAL; lock_token: [token] is odd");
  }

  @ParameterizedTest
  @CsvSource({
    "KESSEL_RELATIONS, UNIMPLEMENTED, Kessel Relations API",
    "KESSEL_INVENTORY, UNIMPLEMENTED, Kessel Inventory API",
    "SPICEDB, UNIMPLEMENTED, SpiceDB",
    "KESSEL_RELATIONS, UNAUTHENTICATED, valid token",
    "KESSEL_INVENTORY, UNAUTHENTICATED, valid token",
    "SPICEDB, UNAUTHENTICATED, pre-shared key",
    "KESSEL_RELATIONS, PERMISSION_DENIED, key",
    "KESSEL_INVENTORY, PERMISSION_DENIED, tuple-crud-allowlist",
    "SPICEDB, PERMISSION_DENIED, pre-shared key",
    "KESSEL_RELATIONS, NOT_FOUND, schema"
  })
  void aFaultOfTheSetUpSaysWhatToLookAt(RelationsDialect dialect, Code code, String word) {
    StoreFault fault = fault(code, "", Map.of(), "");

    assertThat(FaultText.of("adding x", fault, "", dialect)).contains(word);
  }

  @Test
  void theOnlyTupleIsTheCulprit() {
    assertThat(FaultText.culprit(error(Map.of()), List.of(MEMBER))).contains(MEMBER);
  }

  @Test
  void theTupleThatTheStoreNamesIsTheCulprit() {
    StoreError error =
        error(Map.of("definition_name", "rbac/group", "relationship", BOUND.toString()));

    assertThat(FaultText.culprit(error, List.of(MEMBER, BOUND))).contains(BOUND);
  }

  @Test
  void theTupleWithTheDefinitionIsTheCulprit() {
    StoreError resource = error(Map.of("definition_name", "rbac/role_binding"));
    StoreError subject = error(Map.of("definition_name", "rbac/principal"));

    assertThat(FaultText.culprit(resource, List.of(MEMBER, BOUND))).contains(BOUND);
    assertThat(FaultText.culprit(subject, List.of(BOUND, MEMBER))).contains(MEMBER);
  }

  @Test
  void theTupleWithTheRelationIsTheCulprit() {
    StoreError resource =
        error(Map.of("definition_name", "rbac/group", "relation_or_permission_name", "t_member"));
    StoreError subject =
        error(Map.of("definition_name", "rbac/group", "relation_or_permission_name", "member"));

    assertThat(FaultText.culprit(resource, List.of(BOUND, MEMBER))).contains(MEMBER);
    assertThat(FaultText.culprit(subject, List.of(MEMBER, BOUND))).contains(BOUND);
  }

  @Test
  void theTupleWithTheSubjectTypeIsTheCulprit() {
    StoreError error =
        error(
            Map.of(
                "definition_name", "rbac/role_binding",
                "relation_name", "t_subject",
                "subject_type", "rbac/group#member"));

    assertThat(FaultText.culprit(error, List.of(MEMBER, BOUND))).contains(BOUND);
  }

  @Test
  void noOneIsBlamedWithoutAReasonTo() {
    assertThat(FaultText.culprit(error(Map.of()), List.of(MEMBER, BOUND))).isEmpty();
  }

  private static StoreError error(Map<String, String> metadata) {
    return new StoreError(Code.INVALID_ARGUMENT, "", "", metadata);
  }

  private static StoreFault fault(
      Code code, String reason, Map<String, String> metadata, String text) {
    return StoreFault.of(new StoreError(code, text, reason, metadata));
  }
}
