package dev.rbacconsumer.testkit.relations;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer of SpiceDB to one call, in a form that two servers can be compared in.
 *
 * @param code of the status; {@code OK} for success
 * @param reason of the error detail; empty without one
 * @param metadata of the error detail
 * @param details types of all details
 * @param text of the status, with each run of blanks made one, since Go prints messages so
 */
record StoreAnswer(
    String code, String reason, Map<String, String> metadata, List<String> details, String text) {
  static final StoreAnswer OK = new StoreAnswer("OK", "", Map.of(), List.of(), "");

  static StoreAnswer of(Runnable call) {
    try {
      call.run();
      return OK;
    } catch (StatusRuntimeException refusal) {
      return of(refusal);
    }
  }

  private static StoreAnswer of(StatusRuntimeException refusal) {
    ErrorInfo info = ErrorInfo.getDefaultInstance();
    List<String> details = new ArrayList<>();
    for (Any detail : StatusProto.fromThrowable(refusal).getDetailsList()) {
      details.add(detail.getTypeUrl().replaceFirst(".*/", ""));
      if (detail.is(ErrorInfo.class)) {
        try {
          info = detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException broken) {
          throw new AssertionError(broken);
        }
      }
    }
    return new StoreAnswer(
        refusal.getStatus().getCode().name(),
        info.getReason().replaceFirst("ERROR_REASON_", ""),
        new TreeMap<>(info.getMetadataMap()),
        details,
        ("" + refusal.getStatus().getDescription()).replaceAll("\\s+", " "));
  }

  StoreAnswer withText(String other) {
    return new StoreAnswer(code, reason, metadata, details, other);
  }

  boolean isOk() {
    return code.equals("OK");
  }
}
