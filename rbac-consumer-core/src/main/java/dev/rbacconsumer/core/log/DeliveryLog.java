package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.time.Clock;
import java.util.OptionalInt;
import org.slf4j.Logger;

/**
 * Writes delivery events to the log for operators. Each event has one line, except for events that
 * are too frequent: records that are not JSON and listeners that fail are logged in bursts, and a
 * record or a partition that stays blocked less and less often; messages that come fast are
 * summarised. Payloads appear at DEBUG alone, and as a short sample where one is not JSON.
 * Thread-safe.
 */
public final class DeliveryLog implements DeliveryObserver {
  /** Messages within a second that have lines of their own by default. */
  public static final int DEFAULT_MAX_RATE = 20;

  private final RecordLog records;
  private final PartitionLog partitions;
  private final WitnessLog witnesses;
  private final InstanceLog instance;

  /**
   * A log in which up to {@link #DEFAULT_MAX_RATE} messages a second have lines of their own.
   *
   * @param log where lines go
   * @param clock says when enough time has passed for a further line
   */
  public DeliveryLog(Logger log, Clock clock) {
    this(log, clock, OptionalInt.of(DEFAULT_MAX_RATE));
  }

  /**
   * @param log where lines go
   * @param clock says when enough time has passed for a further line
   * @param maxRate messages within a second, at least 1, that have lines of their own; above, there
   *     is a summary every ten seconds, except for what fails. Empty for any number. At DEBUG
   *     everything is written
   */
  public DeliveryLog(Logger log, Clock clock, OptionalInt maxRate) {
    MessageLog messages = new MessageLog(log, clock, maxRate);
    this.witnesses = new WitnessLog(log, clock);
    this.records = new RecordLog(log, clock, messages, witnesses);
    this.partitions = new PartitionLog(log, clock, messages, witnesses);
    this.instance = new InstanceLog(log, records, witnesses);
  }

  @Override
  public void on(DeliveryEvent event) {
    event.accept(records, partitions, witnesses, instance);
  }

  /** Logs everything that bursts still hold back. To be called when the instance stops. */
  public void flush() {
    records.flush();
    witnesses.flush();
  }
}
