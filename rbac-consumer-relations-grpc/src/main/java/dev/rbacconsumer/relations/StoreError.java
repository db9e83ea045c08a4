package dev.rbacconsumer.relations;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A refusal or failure as it came over the wire.
 *
 * @param text the status message; foreign, unbounded, and may hold a lock token
 * @param reason of the store's error detail, such as {@code ERROR_REASON_UNKNOWN_DEFINITION}; empty
 *     when there is no detail of the store
 * @param metadata of the same detail
 */
record StoreError(Status.Code code, String text, String reason, Map<String, String> metadata) {
  /** Domain of the details that SpiceDB attaches; the API in front of it uses none. */
  static final String STORE_DOMAIN = "authzed.com";

  static final String REASON_PREFIX = "ERROR_REASON_";

  private static final Pattern REASON = Pattern.compile(REASON_PREFIX + "[A-Z_]{1,64}");

  /**
   * Codes that an application gives for a request that it refuses, and that neither gRPC itself nor
   * a proxy makes out of a broken connection, an HTTP status or a limit of its own.
   */
  private static final Set<Status.Code> REFUSALS =
      EnumSet.of(
          Status.Code.INVALID_ARGUMENT,
          Status.Code.NOT_FOUND,
          Status.Code.ALREADY_EXISTS,
          Status.Code.FAILED_PRECONDITION);

  static StoreError of(Status status, Metadata trailers) {
    String text = status.getDescription() == null ? "" : status.getDescription();
    return storeDetail(status, trailers)
        .map(d -> new StoreError(status.getCode(), text, d.getReason(), d.getMetadataMap()))
        .orElseGet(() -> new StoreError(status.getCode(), text, "", Map.of()));
  }

  /** Whether the store gives a reason, and it is a name by which others can tell it. */
  boolean namesReason() {
    return REASON.matcher(reason).matches() && !reason.endsWith("_UNSPECIFIED");
  }

  /**
   * Whether this, received in the trailers of a call, proves that the server application refused
   * the request and will not carry it out. Anything else may come from something in between, which
   * has passed the request on already.
   */
  boolean isRefusal() {
    return REFUSALS.contains(code) || namesReason();
  }

  /** One value of the detail's metadata; empty when there is none. */
  String detail(String key) {
    return metadata.getOrDefault(key, "");
  }

  private static Optional<ErrorInfo> storeDetail(Status status, Metadata trailers) {
    try {
      com.google.rpc.Status full = StatusProto.fromStatusAndTrailers(status, trailers);
      for (Any detail : full.getDetailsList()) {
        if (detail.is(ErrorInfo.class)) {
          ErrorInfo info = detail.unpack(ErrorInfo.class);
          if (info.getDomain().equals(STORE_DOMAIN)) {
            return Optional.of(info);
          }
        }
      }
      return Optional.empty();
    } catch (IllegalArgumentException | InvalidProtocolBufferException unreadable) {
      // A detail that cannot be read is as good as none: code and text still count.
      return Optional.empty();
    }
  }
}
