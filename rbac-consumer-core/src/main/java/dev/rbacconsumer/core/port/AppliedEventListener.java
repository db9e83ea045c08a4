package dev.rbacconsumer.core.port;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Listener for every relations event that the store has acknowledged, for example to evict cache
 * entries or to notify waiting callers.
 *
 * <p>Called after {@link ConsistencyTokenListener}, with the same guarantees: before the record may
 * be committed; one event of a partition at a time, in the order of the offsets; at least once, so
 * an event may come again after a crash, a rebalance or a lost fence; a failure does not delay
 * delivery.
 */
@FunctionalInterface
public interface AppliedEventListener {
  /**
   * Receives one event.
   *
   * @param event the event that the store has acknowledged
   * @param timeout longest time to block, above zero; the partition waits meanwhile
   * @return empty on success; otherwise one sentence for an operator, bounded, without secrets. An
   *     exception counts as a failure, too
   * @throws InterruptedException on shutdown or revocation; the event is passed again
   */
  Optional<String> applied(AppliedEvent event, Duration timeout) throws InterruptedException;

  /**
   * Returns whether {@link #applied} may block at this time. If it never does, delivery may call it
   * on the thread that receives the answer of the store, and applies the next event sooner.
   */
  default boolean mayBlock() {
    return true;
  }

  /**
   * Returns whether the tokens of events are used at this time; as {@link
   * ConsistencyTokenListener#isListening}.
   */
  default boolean wantsTokens() {
    return true;
  }

  /**
   * Returns a listener that passes each event to all of these, in their order. Each gets an equal
   * share of the timeout. The problems are joined; an exception is rethrown once all were called.
   * It may block, and wants tokens, if any of them does.
   */
  static AppliedEventListener all(List<AppliedEventListener> listeners) {
    List<AppliedEventListener> fixed = List.copyOf(listeners);
    return new AppliedEventListener() {
      @Override
      public Optional<String> applied(AppliedEvent event, Duration timeout)
          throws InterruptedException {
        List<String> problems = new ArrayList<>();
        List<RuntimeException> thrown = new ArrayList<>();
        for (AppliedEventListener listener : fixed) {
          try {
            listener.applied(event, timeout.dividedBy(fixed.size())).ifPresent(problems::add);
          } catch (RuntimeException failure) {
            thrown.add(failure);
          }
        }
        if (!thrown.isEmpty()) {
          throw thrown.get(0);
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
      }

      @Override
      public boolean mayBlock() {
        return fixed.stream().anyMatch(AppliedEventListener::mayBlock);
      }

      @Override
      public boolean wantsTokens() {
        return fixed.stream().anyMatch(AppliedEventListener::wantsTokens);
      }
    };
  }

  /** Returns a receiver that ignores every event. */
  static AppliedEventListener ignored() {
    return new AppliedEventListener() {
      @Override
      public Optional<String> applied(AppliedEvent event, Duration timeout) {
        return Optional.empty();
      }

      @Override
      public boolean mayBlock() {
        return false;
      }

      @Override
      public boolean wantsTokens() {
        return false;
      }
    };
  }
}
