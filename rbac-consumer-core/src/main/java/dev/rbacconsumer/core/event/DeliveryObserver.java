package dev.rbacconsumer.core.event;

import java.util.List;

/**
 * Receives the events of delivery after they happened, for example to log or count them. The source
 * thread, all lanes and threads of the sink call it concurrently; events of one partition come in
 * order. It must return quickly: a thread of the sink may carry the answers to all lanes. An
 * exception counts as a defect: it ends the lane that called, and with it delivery.
 */
@FunctionalInterface
public interface DeliveryObserver {
  /** Receives one event. */
  void on(DeliveryEvent event);

  /** Returns an observer that passes each event to all of these, in their order. */
  static DeliveryObserver all(List<DeliveryObserver> observers) {
    DeliveryObserver[] fixed = observers.toArray(DeliveryObserver[]::new);
    return event -> {
      for (DeliveryObserver observer : fixed) {
        observer.on(event);
      }
    };
  }
}
