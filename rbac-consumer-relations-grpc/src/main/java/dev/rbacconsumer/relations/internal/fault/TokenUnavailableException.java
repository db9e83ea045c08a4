package dev.rbacconsumer.relations.internal.fault;

import dev.rbacconsumer.core.outcome.FailureReason;
import io.grpc.Status;
import java.util.Map;

/**
 * Thrown when there is no token to send; the call is then not made, since it is never made without
 * one. The request is not at fault. The message is one sentence for an operator, bounded, without
 * secrets.
 */
public final class TokenUnavailableException extends Exception {
  /** The provider is unreachable, too slow, or out of order. */
  public static final String PROVIDER_UNAVAILABLE =
      FailureReason.IDENTITY_PROVIDER_UNAVAILABLE.word();

  /** The provider answered, and refuses to give a token. */
  public static final String PROVIDER_REFUSED = FailureReason.IDENTITY_PROVIDER_REFUSED.word();

  /** The provider reported success, and its answer holds no token. */
  public static final String PROVIDER_INVALID_ANSWER =
      FailureReason.IDENTITY_PROVIDER_INVALID_ANSWER.word();

  /** The file holds no token. */
  public static final String FILE_UNREADABLE = FailureReason.TOKEN_FILE_UNREADABLE.word();

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
