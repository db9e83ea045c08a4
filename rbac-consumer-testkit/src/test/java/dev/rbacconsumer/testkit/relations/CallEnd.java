package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import java.util.ArrayList;
import java.util.List;

/** How a proxy ends a call that it has passed on, before the server has answered. */
sealed interface CallEnd {
  /** The error codes of HTTP/2, 0 to 13. */
  int ERROR_CODES = 14;

  /** GOAWAY that counts the call among those that are still answered; then the connection ends. */
  record GoAwayThenClose(int errorCode) implements CallEnd {}

  /** GOAWAY that says that the call was never looked at. */
  record GoAwayBeforeCall(int errorCode) implements CallEnd {}

  /** RST_STREAM. */
  record Reset(int errorCode) implements CallEnd {}

  /** An answer of a proxy that does not know gRPC, with a body. */
  record Page(int httpStatus) implements CallEnd {}

  /** An answer that claims to be gRPC, without trailers. */
  record WithoutTrailers(int httpStatus) implements CallEnd {}

  /** Headers and trailers of gRPC that lack a {@code grpc-status}. */
  record WithoutStatus() implements CallEnd {}

  /** Trailers of gRPC, made by the proxy. */
  record Trailers(GrpcErrorCode code, String text) implements CallEnd {}

  /** The connection is closed without a word. */
  record Close() implements CallEnd {}

  /** Nothing comes. */
  record Silence() implements CallEnd {}

  /** Every end after which nobody knows whether the server carries the call out. */
  static List<CallEnd> inDoubt() {
    List<CallEnd> ends = new ArrayList<>(List.of(new Close(), new Silence(), new WithoutStatus()));
    for (int code = 0; code < ERROR_CODES; code++) {
      ends.add(new GoAwayThenClose(code));
      ends.add(new GoAwayBeforeCall(code));
      ends.add(new Reset(code));
    }
    int[] statuses = {
      200, 204, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 407, 408, 411, 413, 414, 415, 416,
      421, 425, 426, 429, 431, 451, 500, 501, 502, 503, 504, 505, 511, 520, 599
    };
    for (int status : statuses) {
      ends.add(new Page(status));
      ends.add(new WithoutTrailers(status));
    }
    for (GrpcErrorCode code : GrpcErrorCode.values()) {
      if (!isRefusal(code)) {
        ends.add(new Trailers(code, "made up"));
      }
    }
    return ends;
  }

  /** Codes that an application alone gives for a request that it refuses. */
  static boolean isRefusal(GrpcErrorCode code) {
    return switch (code) {
      case INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION -> true;
      default -> false;
    };
  }
}
