package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.port.FenceToken;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one lock, or the marks beside it, as they are at this moment. A read by itself may
 * show an older state, so it comes after an empty write and is at least as fresh as that.
 *
 * @param ids what was found; empty where a call failed
 * @param fault why nothing was found out
 */
record FreshRead(List<String> ids, Optional<StoreFault> fault) {

  /**
   * Reads, with nothing else in flight.
   *
   * @param id of the lock, or of its marks
   * @param fence that has to be in force; null for none
   */
  static FreshRead of(Dialect<?> dialect, CallGroup calls, String id, @Nullable FenceToken fence)
      throws InterruptedException {
    CallResult<WriteReceipt> probe = dialect.write(List.of(), fence).make(calls);
    if (probe.fault().isPresent()) {
      return new FreshRead(List.of(), probe.fault());
    }
    CallResult<String> found = dialect.lockSubjects(id, WriteReceipt.tokenOf(probe)).make(calls);
    return found.fault().isPresent()
        ? new FreshRead(List.of(), found.fault())
        : new FreshRead(found.messages(), Optional.empty());
  }
}
