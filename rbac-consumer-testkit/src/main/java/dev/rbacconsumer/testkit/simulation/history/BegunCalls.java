package dev.rbacconsumer.testkit.simulation.history;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The first calls for changes above the commit, whose fences are in force or were replaced. A
 * change may be applied in several calls, and by several owners.
 */
public final class BegunCalls {
  private final Map<PartitionId, List<StoreCall>> calls = new TreeMap<>();

  /** Returns the epoch of the first call for a record of a range; empty if there was none. */
  public OptionalInt epoch(PartitionId partition, CallRange range) {
    return calls.getOrDefault(partition, List.of()).stream()
        .filter(call -> call.range().from() < range.to() && range.from() < call.range().to())
        .mapToInt(StoreCall::epoch)
        .min();
  }

  /** Adds a call that begins under a fence in force. */
  public void add(StoreCall call) {
    calls.computeIfAbsent(call.partition(), key -> new ArrayList<>()).add(call);
  }

  /** Forgets the calls under any other fence. */
  public void retain(Predicate<FenceToken> fences) {
    calls.values().forEach(begun -> begun.removeIf(call -> !fences.test(call.fence())));
  }

  /** Forgets the calls for records below a position, which is committed. */
  public void committed(PartitionId partition, long position) {
    List<StoreCall> begun = calls.get(partition);
    if (begun != null) {
      begun.removeIf(call -> call.range().to() <= position);
    }
  }

  /** Forgets the calls of a partition. */
  public void forget(PartitionId partition) {
    calls.remove(partition);
  }

  /** Forgets all calls. */
  public void clear() {
    calls.clear();
  }
}
