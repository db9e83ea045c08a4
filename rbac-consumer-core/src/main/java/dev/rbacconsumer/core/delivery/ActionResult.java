package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.internal.lane.Lane;
import java.util.List;

/** Reports the result of an action to its lane. */
@FunctionalInterface
interface ActionResult {
  /**
   * Reports the result.
   *
   * @param now the monotonic clock, in nanoseconds
   * @param draw uniform in [0, 1), for a backoff
   * @return the events that follow from it
   */
  List<DeliveryEvent> report(Lane lane, long now, double draw);
}
