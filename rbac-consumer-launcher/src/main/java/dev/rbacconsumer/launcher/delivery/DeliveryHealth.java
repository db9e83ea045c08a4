package dev.rbacconsumer.launcher.delivery;

import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.kafka.SourceThread;
import dev.rbacconsumer.launcher.health.Health;
import dev.rbacconsumer.launcher.health.HealthCheck;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Health as the source thread shows it. An outage of the store, of Kafka, or a record that blocks
 * its partition is no reason to restart; a source thread that makes no more rounds is.
 */
public final class DeliveryHealth implements HealthCheck {
  /** Far longer than any round takes, including one that hands partitions over. */
  static final Duration LONGEST_ROUND = Duration.ofMinutes(2);

  private final SourceThread source;
  private final BooleanSupplier connected;
  private final Clock clock;
  private long lastRounds = -1;
  private long lastMove;

  /**
   * @param source whose health it is
   * @param connected whether there is a connection to Kafka now; answers at once
   */
  public DeliveryHealth(SourceThread source, BooleanSupplier connected, Clock clock) {
    this.source = source;
    this.connected = connected;
    this.clock = clock;
    this.lastMove = clock.nanoTime();
  }

  @Override
  public Health check() {
    long now = clock.nanoTime();
    long rounds = source.rounds();
    if (rounds != lastRounds) {
      lastRounds = rounds;
      lastMove = now;
    }
    if (source.hasEnded() || now - lastMove > LONGEST_ROUND.toNanos()) {
      return Health.HUNG;
    }
    return connected.getAsBoolean() ? Health.CONNECTED : Health.DISCONNECTED;
  }
}
