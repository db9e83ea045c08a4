package dev.rbacconsumer.relations.internal.fault;

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
 * Error of a call, as received from the server.
 *
 * @param text the status message; foreign, unbounded, and may hold a lock token
 * @param reason reason in the store's error detail, such as {@code
 *     ERROR_REASON_UNKNOWN_DEFINITION}; empty if there is no detail of the store
 * @param metadata metadata of the same detail
 */
public record StoreError(
    Status.Code code, String text, String reason, Map<String, String> metadata) {
  /** Domain of the details that SpiceDB attaches; the API in front of it sets no domain. */
  static final String STORE_DOMAIN = "authzed.com";

  static final String REASON_PREFIX = "ERROR_REASON_";

  private static final Pattern REASON = Pattern.compile(REASON_PREFIX + "[A-Z_]{1,64}");

  /**
   * Codes that an application returns for a request that it refuses. Neither gRPC nor a proxy
   * derives them from a broken connection, an HTTP status or a limit of its own.
   */
  private static final Set<Status.Code> REFUSALS =
      EnumSet.of(
          Status.Code.INVALID_ARGUMENT,
          Status.Code.NOT_FOUND,
          Status.Code.ALREADY_EXISTS,
          Status.Code.FAILED_PRECONDITION);

  /** Reads the error from the status and the trailers of a call. */
  public static StoreError of(Status status, Metadata trailers) {
    String text = status.getDescription() == null ? "" : status.getDescription();
    return storeDetail(status, trailers)
        .map(d -> new StoreError(status.getCode(), text, d.getReason(), d.getMetadataMap()))
        .orElseGet(() -> new StoreError(status.getCode(), text, "", Map.of()));
  }

  /** Returns whether the store gives a reason, and the reason is a well-formed name. */
  boolean namesReason() {
    return REASON.matcher(reason).matches() && !reason.endsWith("_UNSPECIFIED");
  }

  /**
   * Returns whether this error, received in the trailers of a call, proves that the server
   * application refused the request and will not carry it out. Any other error may come from an
   * intermediary that has already passed the request on.
   */
  public boolean isRefusal() {
    return REFUSALS.contains(code) || namesReason();
  }

  /** Returns one value of the detail's metadata; empty if there is none. */
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
      // An unreadable detail counts as none; code and text are still used.
      return Optional.empty();
    }
  }
}
