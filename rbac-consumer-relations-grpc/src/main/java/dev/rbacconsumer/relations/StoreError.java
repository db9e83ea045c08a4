package dev.rbacconsumer.relations;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import java.util.Optional;

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

  static StoreError of(Status status, Metadata trailers) {
    String text = status.getDescription() == null ? "" : status.getDescription();
    return storeDetail(status, trailers)
        .map(d -> new StoreError(status.getCode(), text, d.getReason(), d.getMetadataMap()))
        .orElseGet(() -> new StoreError(status.getCode(), text, "", Map.of()));
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
