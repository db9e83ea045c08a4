package dev.rbacconsumer.relations.internal.dialect;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.call.CallResult;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Current tokens of one lock, or current marks beside it. A read by itself may show an older state,
 * so an empty write comes first, and the read is at least as fresh as that write.
 *
 * @param ids the ids found; empty if a call failed
 * @param fault fault of the failed call
 */
public record FreshRead(List<String> ids, Optional<StoreFault> fault) {

  /**
   * Makes an empty write, then reads the ids of the tokens or marks of a lock as of that write at
   * least. The caller must have no other call in flight.
   *
   * @param id id of the lock, or of its marks
   * @param fence fence that must be in force; null for none
   */
  public static FreshRead of(
      Dialect<?> dialect, CallGroup calls, String id, @Nullable FenceToken fence)
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
