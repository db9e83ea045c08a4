package dev.rbacconsumer.relations.internal.call;

import dev.rbacconsumer.relations.internal.fault.StoreError;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import dev.rbacconsumer.relations.internal.fault.TokenUnavailableException;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;

/**
 * Result of one call.
 *
 * @param messages messages that the server sent before the end: one response, or those of a stream
 * @param mayLandLater whether any copy of the request that was sent may still take effect
 */
public record CallResult<R>(
    Status status, Metadata trailers, List<R> messages, boolean mayLandLater) {
  private static final int MAX_CAUSES = 20;

  /** Returns the fault; empty if the call succeeded. */
  public Optional<StoreFault> fault() {
    if (status.isOk()) {
      return Optional.empty();
    }
    return status.getCause() instanceof TokenUnavailableException without
        ? Optional.of(without.fault())
        : Optional.of(StoreFault.of(StoreError.of(explained(), trailers)));
  }

  /**
   * Returns the status with the innermost cause: only that one names why a connection failed, such
   * as a certificate.
   */
  private Status explained() {
    Throwable last = status.getCause();
    if (last == null || status.getCode() != Status.Code.UNAVAILABLE) {
      return status;
    }
    for (int depth = 0; last.getCause() != null && depth < MAX_CAUSES; depth++) {
      last = last.getCause();
    }
    String why = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    String what = String.valueOf(status.getDescription()).lines().findFirst().orElse("");
    return status.withDescription(what.contains(why) ? what : what + ": " + why);
  }
}
