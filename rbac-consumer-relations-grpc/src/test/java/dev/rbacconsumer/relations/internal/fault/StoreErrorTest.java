package dev.rbacconsumer.relations.internal.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreErrorTest {
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  @Test
  void theDetailOfTheStoreIsFoundAmongOthers() {
    StoreError error =
        error(
            BadRequest.getDefaultInstance(),
            ErrorInfo.newBuilder().setReason("VALIDATOR").build(),
            ErrorInfo.newBuilder()
                .setDomain("authzed.com")
                .setReason("ERROR_REASON_UNKNOWN_DEFINITION")
                .putMetadata("definition_name", "rbac/x")
                .build());

    assertThat(error)
        .isEqualTo(
            new StoreError(
                Status.Code.INVALID_ARGUMENT,
                "text",
                "ERROR_REASON_UNKNOWN_DEFINITION",
                Map.of("definition_name", "rbac/x")));
    assertThat(error.detail("absent")).isEmpty();
  }

  @Test
  void aDetailOfAnotherDomainIsNotTheStores() {
    StoreError error = error(ErrorInfo.newBuilder().setReason("VALIDATOR").build());

    assertThat(error.reason()).isEmpty();
  }

  @Test
  void withoutTrailersCodeAndTextRemain() {
    StoreError error =
        StoreError.of(Status.UNAVAILABLE.withDescription("io exception"), new Metadata());

    assertThat(error)
        .isEqualTo(new StoreError(Status.Code.UNAVAILABLE, "io exception", "", Map.of()));
  }

  @Test
  void aMissingTextIsEmpty() {
    assertThat(StoreError.of(Status.UNAVAILABLE, new Metadata()).text()).isEmpty();
  }

  @Test
  void bytesThatAreNoDetailsAreLeftOut() {
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, "no protobuf at all".getBytes(UTF_8));

    assertThat(StoreError.of(Status.INTERNAL, trailers).reason()).isEmpty();
  }

  @Test
  void aDetailThatCannotBeUnpackedIsLeftOut() {
    Any broken =
        Any.newBuilder()
            .setTypeUrl("type.googleapis.com/google.rpc.ErrorInfo")
            .setValue(ByteString.copyFromUtf8("no protobuf at all"))
            .build();

    assertThat(error(broken).reason()).isEmpty();
  }

  @Test
  void detailsOfAnotherCodeAreLeftOut() {
    Metadata trailers = new Metadata();
    com.google.rpc.Status other =
        com.google.rpc.Status.newBuilder()
            .setCode(9)
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder().setDomain("authzed.com").setReason("OTHER").build()))
            .build();
    trailers.put(DETAILS, other.toByteArray());

    assertThat(StoreError.of(Status.UNAVAILABLE, trailers))
        .isEqualTo(new StoreError(Status.Code.UNAVAILABLE, "", "", Map.of()));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "INVALID_ARGUMENT, '', true",
    "NOT_FOUND, '', true",
    "ALREADY_EXISTS, '', true",
    "FAILED_PRECONDITION, '', true",
    "CANCELLED, '', false",
    "UNKNOWN, '', false",
    "DEADLINE_EXCEEDED, '', false",
    "PERMISSION_DENIED, '', false",
    "RESOURCE_EXHAUSTED, '', false",
    "ABORTED, '', false",
    "OUT_OF_RANGE, '', false",
    "UNIMPLEMENTED, '', false",
    "INTERNAL, '', false",
    "UNAVAILABLE, '', false",
    "DATA_LOSS, '', false",
    "UNAUTHENTICATED, '', false",
    "ABORTED, ERROR_REASON_SERIALIZATION_FAILURE, true",
    "UNAVAILABLE, ERROR_REASON_SERVICE_READ_ONLY, true",
    "DEADLINE_EXCEEDED, ERROR_REASON_UNSPECIFIED, false",
    "UNAVAILABLE, something else, false",
  })
  void onlyAnApplicationsRefusalIsOne(Status.Code code, String reason, boolean refusal) {
    StoreError error = new StoreError(code, "", reason, Map.of());

    assertThat(error.isRefusal()).isEqualTo(refusal);
  }

  private static StoreError error(Message... details) {
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder().setCode(3).setMessage("text");
    for (Message detail : details) {
      status.addDetails(detail instanceof Any any ? any : Any.pack(detail));
    }
    StatusRuntimeException sent = StatusProto.toStatusRuntimeException(status.build());
    Metadata trailers = sent.getTrailers();
    return StoreError.of(sent.getStatus(), trailers);
  }
}
