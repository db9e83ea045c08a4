package dev.rbacconsumer.testkit.relations.protocol;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import dev.rbacconsumer.testkit.relations.wire.Violation;
import dev.rbacconsumer.testkit.relations.wire.Violations;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;

/**
 * Creates refusals as the server sends them: code, wrapped text, and the detail if there is one.
 */
public final class WireRefusals {
  private static final String STORE_DOMAIN = "authzed.com";

  private WireRefusals() {}

  public static StatusRuntimeException plain(GrpcErrorCode code, String text) {
    return StatusProto.toStatusRuntimeException(status(code, text).build());
  }

  /**
   * Returns a refusal of the store with its own code and detail, and with the server's prefix
   * before its text.
   */
  public static StatusRuntimeException store(String prefix, StoreRefusal refusal) {
    return detailed(
        refusal,
        prefix
            + "rpc error: code = "
            + refusal.code().goName()
            + " desc = "
            + refusal.getMessage());
  }

  /** Returns a refusal as the store itself answers it. */
  public static StatusRuntimeException bare(StoreRefusal refusal) {
    return detailed(refusal, "" + refusal.getMessage());
  }

  private static StatusRuntimeException detailed(StoreRefusal refusal, String text) {
    Status.Builder status = status(refusal.code(), text);
    if (!refusal.reason().isEmpty()) {
      status.addDetails(
          Any.pack(
              ErrorInfo.newBuilder()
                  .setDomain(STORE_DOMAIN)
                  .setReason(refusal.wireReason())
                  .putAllMetadata(refusal.metadata())
                  .build()));
    }
    if (!refusal.violations().isEmpty()) {
      status.addDetails(Any.pack(violations(refusal)));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static Violations violations(StoreRefusal refusal) {
    Violations.Builder violations = Violations.newBuilder();
    refusal
        .violations()
        .forEach(
            it ->
                violations.addViolations(
                    Violation.newBuilder().setRuleId(it.rule()).setMessage(it.message())));
    return violations.build();
  }

  /** Returns a refusal by the validation that precedes all other checks. */
  static StatusRuntimeException validation(List<String> faults) {
    return ownReason(
        GrpcErrorCode.INVALID_ARGUMENT, "VALIDATOR", StoreRefusal.validationText(faults));
  }

  /** Returns the refusal of a filter with half a type. */
  static StatusRuntimeException halfType(String call, String what) {
    String reason = "SpiceDb request validation";
    String text =
        "error: code = 400 reason = "
            + reason
            + " message = invalid filter: "
            + what
            + " metadata = map[] cause = <nil>";
    return ownReason(GrpcErrorCode.INVALID_ARGUMENT, reason, call + text);
  }

  public static StatusRuntimeException unauthenticated(String text) {
    return ownReason(GrpcErrorCode.UNAUTHENTICATED, "UNAUTHORIZED", text);
  }

  /** Returns the error that follows from a panic in a handler. */
  public static StatusRuntimeException panic() {
    return ownReason(GrpcErrorCode.INTERNAL, "UNKNOWN", "unknown request error");
  }

  private static StatusRuntimeException ownReason(GrpcErrorCode code, String reason, String text) {
    return StatusProto.toStatusRuntimeException(
        status(code, text)
            .addDetails(Any.pack(ErrorInfo.newBuilder().setReason(reason).build()))
            .build());
  }

  private static Status.Builder status(GrpcErrorCode code, String text) {
    return Status.newBuilder().setCode(Code.valueOf(code.name()).getNumber()).setMessage(text);
  }
}
