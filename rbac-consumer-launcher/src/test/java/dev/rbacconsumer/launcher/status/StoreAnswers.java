package dev.rbacconsumer.launcher.status;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.relations.internal.fault.StoreError;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Answers that a store may give: every status code, and every reason of SpiceDB with the code that
 * SpiceDB gives it.
 */
final class StoreAnswers {
  private static final Map<FailureReason, Status.Code> OF_SPICEDB =
      Map.ofEntries(
          Map.entry(FailureReason.ATTEMPT_TO_RECREATE_RELATIONSHIP, Status.Code.ALREADY_EXISTS),
          Map.entry(FailureReason.CANNOT_UPDATE_PERMISSION, Status.Code.INVALID_ARGUMENT),
          Map.entry(FailureReason.EMPTY_PRECONDITION, Status.Code.INVALID_ARGUMENT),
          Map.entry(FailureReason.EXCEEDS_MAXIMUM_ALLOWABLE_LIMIT, Status.Code.INVALID_ARGUMENT),
          Map.entry(
              FailureReason.INMEMORY_TOO_MANY_CONCURRENT_UPDATES, Status.Code.RESOURCE_EXHAUSTED),
          Map.entry(FailureReason.INVALID_CURSOR, Status.Code.INVALID_ARGUMENT),
          Map.entry(FailureReason.INVALID_FILTER, Status.Code.INVALID_ARGUMENT),
          Map.entry(FailureReason.INVALID_SUBJECT_TYPE, Status.Code.INVALID_ARGUMENT),
          Map.entry(FailureReason.SCHEMA_PARSE_ERROR, Status.Code.INVALID_ARGUMENT),
          Map.entry(FailureReason.SCHEMA_TYPE_ERROR, Status.Code.FAILED_PRECONDITION),
          Map.entry(FailureReason.SERIALIZATION_FAILURE, Status.Code.ABORTED),
          Map.entry(FailureReason.SERVICE_READ_ONLY, Status.Code.UNAVAILABLE),
          Map.entry(FailureReason.TOO_MANY_PRECONDITIONS_IN_REQUEST, Status.Code.INVALID_ARGUMENT),
          Map.entry(
              FailureReason.TOO_MANY_RELATIONSHIPS_FOR_TRANSACTIONAL_DELETE,
              Status.Code.INVALID_ARGUMENT),
          Map.entry(FailureReason.TOO_MANY_UPDATES_IN_REQUEST, Status.Code.INVALID_ARGUMENT),
          Map.entry(FailureReason.TRANSACTION_METADATA_TOO_LARGE, Status.Code.INVALID_ARGUMENT),
          Map.entry(FailureReason.UNKNOWN_DEFINITION, Status.Code.FAILED_PRECONDITION),
          Map.entry(FailureReason.UNKNOWN_RELATION_OR_PERMISSION, Status.Code.FAILED_PRECONDITION),
          Map.entry(FailureReason.UPDATES_ON_SAME_RELATIONSHIP, Status.Code.INVALID_ARGUMENT),
          Map.entry(FailureReason.WILDCARD_NOT_ALLOWED, Status.Code.INVALID_ARGUMENT),
          Map.entry(
              FailureReason.WRITE_OR_DELETE_PRECONDITION_FAILURE, Status.Code.FAILED_PRECONDITION));

  private StoreAnswers() {}

  /** Returns the faults that the adapter makes of them, where no request can be split further. */
  static List<StoreFault> faults() {
    List<StoreFault> faults = new ArrayList<>();
    Arrays.stream(Status.Code.values())
        .filter(code -> code != Status.Code.OK)
        .forEach(code -> faults.add(fault(code, "")));
    OF_SPICEDB.forEach(
        (reason, code) -> faults.add(fault(code, reason.word().toUpperCase(Locale.ROOT))));
    return faults;
  }

  private static StoreFault fault(Status.Code code, String reason) {
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage("text");
    if (!reason.isEmpty()) {
      ErrorInfo info =
          ErrorInfo.newBuilder()
              .setDomain("authzed.com")
              .setReason("ERROR_REASON_" + reason)
              .build();
      status.addDetails(Any.pack(info));
    }
    Metadata trailers = StatusProto.toStatusRuntimeException(status.build()).getTrailers();
    return StoreFault.of(
            StoreError.of(
                code.toStatus().withDescription("text"),
                trailers == null ? new Metadata() : trailers))
        .asLeastPossible();
  }
}
