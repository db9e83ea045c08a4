package dev.rbacconsumer.launcher.delivery;

import dev.rbacconsumer.core.lane.StallWatch;
import dev.rbacconsumer.launcher.health.Health;
import dev.rbacconsumer.launcher.health.HealthCheck;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Health as delivery shows it. An outage of the store, of Kafka, or a record that blocks its
 * partition is no reason to restart; a thread that stands still without a reason is, once it has
 * done so for long. Each look also has the stalls told that have begun or ended.
 */
public final class DeliveryHealth implements HealthCheck {
  private final BooleanSupplier ended;
  private final BooleanSupplier connected;
  private final StallWatch stalls;
  private final Duration reportAfter;
  private final Duration hungAfter;

  /**
   * @param ended whether the source thread has ended
   * @param connected whether there is a connection to Kafka now; answers at once
   * @param stalls knows what stands still
   * @param reportAfter how long a stall lasts before it is told of
   * @param hungAfter how long it lasts before only a restart helps, at least as long
   */
  public DeliveryHealth(
      BooleanSupplier ended,
      BooleanSupplier connected,
      StallWatch stalls,
      Duration reportAfter,
      Duration hungAfter) {
    this.ended = ended;
    this.connected = connected;
    this.stalls = stalls;
    this.reportAfter = reportAfter;
    this.hungAfter = hungAfter;
  }

  @Override
  public Health check() {
    Duration overdue = stalls.look(reportAfter);
    if (ended.getAsBoolean() || overdue.compareTo(hungAfter) >= 0) {
      return Health.HUNG;
    }
    return connected.getAsBoolean() ? Health.CONNECTED : Health.DISCONNECTED;
  }
}
