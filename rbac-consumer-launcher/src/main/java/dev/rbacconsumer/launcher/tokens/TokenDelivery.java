package dev.rbacconsumer.launcher.tokens;

import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.port.AppliedEventListener;

/**
 * Receivers that pass consistency tokens on.
 *
 * @param listener receives applied events
 * @param observer receives the moves of partitions
 */
public record TokenDelivery(AppliedEventListener listener, DeliveryObserver observer) {
  /** Returns receivers that ignore everything. */
  public static TokenDelivery none() {
    return to(AppliedEventListener.ignored());
  }

  /** Returns receivers that need no moves of partitions. */
  public static TokenDelivery to(AppliedEventListener listener) {
    return new TokenDelivery(listener, event -> {});
  }
}
