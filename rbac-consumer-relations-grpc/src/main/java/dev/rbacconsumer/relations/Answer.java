package dev.rbacconsumer.relations;

import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;

/**
 * How one call ended.
 *
 * @param messages what the server sent before the end: one response, or those of a stream
 */
record Answer<R>(Status status, Metadata trailers, List<R> messages) {

  /** What went wrong, if anything did. */
  Optional<StoreFault> fault() {
    return status.isOk()
        ? Optional.empty()
        : Optional.of(StoreFault.of(StoreError.of(status, trailers)));
  }
}
