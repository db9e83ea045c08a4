package dev.rbacconsumer.relations.internal.fault;

import io.grpc.Status;
import java.util.Map;

/**
 * Thrown when there is no token to send; the call is then not made, since it is never made without
 * one. The request is not at fault. The message is one sentence for an operator, bounded, without
 * secrets.
 */
public final class TokenUnavailableException extends Exception {
  /** The provider is unreachable, too slow, or out of order. */
  public static final String PROVIDER_UNAVAILABLE = "identity_provider_unavailable";

  /** The provider answered, and refuses to give a token. */
  public static final String PROVIDER_REFUSED = "identity_provider_refused";

  /** The provider reported success, and its answer holds no token. */
  public static final String PROVIDER_INVALID_ANSWER = "identity_provider_invalid_answer";

  /** The file holds no token. */
  public static final String FILE_UNREADABLE = "token_file_unreadable";

  private static final long serialVersionUID = 1L;

  private final String reason;

  public TokenUnavailableException(String reason, String message) {
    super(ScrubbedText.of(message, ""), null, false, false);
    this.reason = reason;
  }

  /** Returns the reason as a stable word for a metric label. */
  public String reason() {
    return reason;
  }

  /** Returns the status with which the call ends. */
  public Status status() {
    return Status.UNAVAILABLE.withDescription(getMessage()).withCause(this);
  }

  /** Returns the fault for a call that was not made: it may succeed later. */
  public StoreFault fault() {
    return new StoreFault(
        StoreFault.Kind.LATER,
        reason,
        new StoreError(Status.Code.UNAVAILABLE, String.valueOf(getMessage()), "", Map.of()));
  }
}
