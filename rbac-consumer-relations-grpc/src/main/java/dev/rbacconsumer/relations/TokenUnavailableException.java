package dev.rbacconsumer.relations;

import io.grpc.Status;
import java.util.Map;

/**
 * Thrown when there is no token to send; the call is then not made, since it is never made without
 * one. The request is not at fault. The message is one sentence for an operator, bounded, without
 * secrets.
 */
final class TokenUnavailableException extends Exception {
  /** The provider is unreachable, too slow, or out of order. */
  static final String PROVIDER_UNAVAILABLE = "identity_provider_unavailable";

  /** The provider answered, and refuses to give a token. */
  static final String PROVIDER_REFUSED = "identity_provider_refused";

  /** The provider reported success, and its answer holds no token. */
  static final String PROVIDER_INVALID_ANSWER = "identity_provider_invalid_answer";

  /** The file holds no token. */
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

  /** Returns the status with which the call ends. */
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
