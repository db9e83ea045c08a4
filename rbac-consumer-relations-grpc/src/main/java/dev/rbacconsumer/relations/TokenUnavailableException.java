package dev.rbacconsumer.relations;

import io.grpc.Status;
import java.util.Map;

/**
 * There is no token to send, so the call was not made: never without one. Nothing is wrong with the
 * request. The message is one sentence for an operator, bounded, without secrets.
 */
final class TokenUnavailableException extends Exception {
  /** Not reached, too slow, or out of order. */
  static final String PROVIDER_UNAVAILABLE = "identity_provider_unavailable";

  /** Reached, and it does not give us a token. */
  static final String PROVIDER_REFUSED = "identity_provider_refused";

  /** It says that all is well, and what it sent is no token. */
  static final String PROVIDER_INVALID_ANSWER = "identity_provider_invalid_answer";

  /** The file has no token. */
  static final String FILE_UNREADABLE = "token_file_unreadable";

  private static final long serialVersionUID = 1L;

  private final String reason;

  TokenUnavailableException(String reason, String message) {
    super(ScrubbedText.of(message, ""), null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  /** As the end of a call. */
  Status status() {
    return Status.UNAVAILABLE.withDescription(getMessage()).withCause(this);
  }

  StoreFault fault() {
    return new StoreFault(
        StoreFault.Kind.LATER,
        reason,
        new StoreError(Status.Code.UNAVAILABLE, String.valueOf(getMessage()), "", Map.of()));
  }
}
