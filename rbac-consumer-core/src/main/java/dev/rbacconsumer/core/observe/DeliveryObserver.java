package dev.rbacconsumer.core.observe;

import java.util.List;

/**
 * Hears what happens, after it happened. Called by the source thread and by every lane, at the same
 * time; events of one partition come in order. Must be quick; what it throws is a defect and ends
 * the lane that called.
 */
@FunctionalInterface
public interface DeliveryObserver {
  /** Something happened. */
  void on(DeliveryEvent event);

  /** One that tells all of these, in their order. */
  static DeliveryObserver all(List<DeliveryObserver> observers) {
    List<DeliveryObserver> fixed = List.copyOf(observers);
    return event -> fixed.forEach(observer -> observer.on(event));
  }
}
