package dev.rbacconsumer.relations.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.relations.internal.fault.StoreFault.Kind;
import io.grpc.Status.Code;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table from what came over the wire to what it means. */
class StoreFaultTest {
  private static final String FENCE = "WRITE_OR_DELETE_PRECONDITION_FAILURE";

  @ParameterizedTest(name = "{0} {1} is {2} {3}")
  @CsvSource({
    "UNAVAILABLE, '', LATER, unavailable",
    "UNAVAILABLE, SERVICE_READ_ONLY, LATER, service_read_only",
    "DEADLINE_EXCEEDED, '', LATER, deadline_exceeded",
    "DEADLINE_EXCEEDED, UNSPECIFIED, LATER, deadline_exceeded",
    "ABORTED, SERIALIZATION_FAILURE, LATER, serialization_failure",
    "ABORTED, SERVICE_READ_ONLY, LATER, service_read_only",
    "ABORTED, TOO_MANY_UPDATES_IN_REQUEST, TOO_MUCH, too_many_updates_in_request",
    "RESOURCE_EXHAUSTED, '', LATER, resource_exhausted",
    "CANCELLED, '', LATER, cancelled",
    "INTERNAL, '', LATER, internal",
    "UNKNOWN, '', LATER, unknown",
    "UNAUTHENTICATED, '', LATER, unauthenticated",
    "PERMISSION_DENIED, '', LATER, permission_denied",
    "UNIMPLEMENTED, '', LATER, unimplemented",
    "NOT_FOUND, '', LATER, not_found",
    "OUT_OF_RANGE, '', LATER, out_of_range",
    "INVALID_ARGUMENT, '', REFUSED, invalid_argument",
    "INVALID_ARGUMENT, INVALID_SUBJECT_TYPE, REFUSED, invalid_subject_type",
    "INVALID_ARGUMENT, UPDATES_ON_SAME_RELATIONSHIP, REFUSED, updates_on_same_relationship",
    "INVALID_ARGUMENT, TOO_MANY_UPDATES_IN_REQUEST, TOO_MUCH, too_many_updates_in_request",
    "ALREADY_EXISTS, ATTEMPT_TO_RECREATE_RELATIONSHIP, REFUSED, attempt_to_recreate_relationship",
    "FAILED_PRECONDITION, UNKNOWN_DEFINITION, REFUSED, unknown_definition",
    "FAILED_PRECONDITION, UNKNOWN_RELATION_OR_PERMISSION, REFUSED, unknown_relation_or_permission",
    "FAILED_PRECONDITION, INVALID_CURSOR, UNCLEAR, invalid_cursor",
    "FAILED_PRECONDITION, '', UNCLEAR, failed_precondition",
  })
  void codeAndReasonDecide(Code code, String reason, Kind kind, String word) {
    StoreFault fault = fault(code, reason, Map.of(), "some text");

    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.reason()).isEqualTo(word);
  }

  @Test
  void aPreconditionOnALockIsALostFence() {
    StoreFault fault =
        fault(
            Code.FAILED_PRECONDITION,
            FENCE,
            Map.of("precondition_resource_type", "kessel/lock"),
            "");

    assertThat(fault.kind()).isEqualTo(Kind.FENCE_LOST);
  }

  @Test
  void aPreconditionOnAnythingElseIsUnclear() {
    StoreFault fault =
        fault(
            Code.FAILED_PRECONDITION,
            FENCE,
            Map.of("precondition_resource_type", "rbac/group"),
            "unable to satisfy write precondition");

    assertThat(fault.kind()).isEqualTo(Kind.UNCLEAR);
  }

  @Test
  void withoutADetailThePhraseIsALostFence() {
    StoreFault fault =
        fault(Code.FAILED_PRECONDITION, "", Map.of(), "x: unable to satisfy write precondition `y");

    assertThat(fault.kind()).isEqualTo(Kind.FENCE_LOST);
  }

  @Test
  void thePhraseUnderAnotherCodeMeansNothing() {
    StoreFault fault = fault(Code.UNKNOWN, "", Map.of(), "unable to satisfy write precondition");

    assertThat(fault.kind()).isEqualTo(Kind.LATER);
    assertThat(fault.textHoldsToken()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"kessel/lock", "kessel/lockversion"})
  void missingLockTypesAreNoFaultOfTheChange(String type) {
    StoreFault fault =
        fault(Code.FAILED_PRECONDITION, "UNKNOWN_DEFINITION", Map.of("definition_name", type), "");

    assertThat(fault.kind()).isEqualTo(Kind.LATER);
    assertThat(fault.reason()).isEqualTo("lock_types_missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RESOURCE_EXHAUSTED | grpc: received message larger than max (5000000 vs. 4194304)",
        "RESOURCE_EXHAUSTED | SERVER: Received message larger than max (5000000 vs. 4194304)",
        "RESOURCE_EXHAUSTED | gRPC message exceeds maximum size 4194304: 5000000",
        "RESOURCE_EXHAUSTED | Received message exceeds the maximum configured message size.",
        "OUT_OF_RANGE | Error, message length too large: found 5 bytes, the limit is: 4 bytes",
        "UNKNOWN | HTTP status code 413",
        "UNKNOWN | Payload Too Large",
      })
  void aRequestTooLargeCanBeSplit(Code code, String text) {
    StoreFault fault = fault(code, "", Map.of(), text);

    assertThat(fault.kind()).isEqualTo(Kind.TOO_MUCH);
    assertThat(fault.reason()).isEqualTo("request_too_large");
  }

  @ParameterizedTest
  @CsvSource({
    "RESOURCE_EXHAUSTED, rate limit exceeded",
    "UNKNOWN, the transaction took too long",
    "UNAVAILABLE, HTTP status code 413"
  })
  void whatIsNotAboutSizeIsNotSplit(Code code, String text) {
    assertThat(fault(code, "", Map.of(), text).kind()).isEqualTo(Kind.LATER);
  }

  @Test
  void whatCannotBeSplitIsRefusedByTheLimitOfUpdatesAlone() {
    StoreFault refused = fault(Code.INVALID_ARGUMENT, "TOO_MANY_UPDATES_IN_REQUEST", Map.of(), "");
    StoreFault aborted = fault(Code.ABORTED, "TOO_MANY_UPDATES_IN_REQUEST", Map.of(), "");
    StoreFault large = fault(Code.RESOURCE_EXHAUSTED, "", Map.of(), "message too large");
    StoreFault other = fault(Code.UNAVAILABLE, "", Map.of(), "");

    assertThat(refused.asLeastPossible().kind()).isEqualTo(Kind.REFUSED);
    assertThat(aborted.asLeastPossible().kind()).isEqualTo(Kind.LATER);
    assertThat(large.asLeastPossible().kind()).isEqualTo(Kind.LATER);
    assertThat(other.asLeastPossible()).isSameAs(other);
  }

  @Test
  void aReasonThatIsNoWordGivesTheCode() {
    StoreError error = new StoreError(Code.INVALID_ARGUMENT, "", "ERROR_REASON_Nope 7\n", Map.of());

    assertThat(StoreFault.of(error).reason()).isEqualTo("invalid_argument");
  }

  private static StoreFault fault(
      Code code, String reason, Map<String, String> metadata, String text) {
    String full = reason.isEmpty() ? "" : "ERROR_REASON_" + reason;
    return StoreFault.of(new StoreError(code, text, full, metadata));
  }
}
