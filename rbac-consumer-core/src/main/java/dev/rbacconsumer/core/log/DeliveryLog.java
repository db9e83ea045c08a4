package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.time.Clock;
import java.util.OptionalInt;
import org.slf4j.Logger;

/**
 * Observer that writes delivery events to the log for operators. Each event has one line, except
 * for frequent events: records that are not JSON and listeners that fail are logged in bursts, a
 * mark, a replay or a batch that fails again and again is logged less and less often, and messages
 * at a high rate are summarised. Payloads appear only at DEBUG, and as a short sample if a value is
 * not JSON. Thread-safe.
 */
public final class DeliveryLog implements DeliveryObserver {
  /** Default for the number of messages per second that have lines of their own. */
  public static final int DEFAULT_MAX_RATE = 20;

  private final RecordLog records;
  private final PartitionLog partitions;
  private final StoreMarkLog storeMarks;
  private final InstanceLog instance;

  /**
   * Creates a log in which up to {@link #DEFAULT_MAX_RATE} messages per second have lines of their
   * own.
   *
   * @param log logger that receives the lines
   * @param clock clock for the intervals between lines
   */
  public DeliveryLog(Logger log, Clock clock) {
    this(log, clock, OptionalInt.of(DEFAULT_MAX_RATE));
  }

  /**
   * Creates a log with a limit on the rate of single lines.
   *
   * @param log logger that receives the lines
   * @param clock clock for the intervals between lines
   * @param maxRate number of messages per second, at least 1, that have lines of their own; above
   *     it, a summary is written every ten seconds, and single lines only for failures. Empty for
   *     no limit. At DEBUG there is no limit
   */
  public DeliveryLog(Logger log, Clock clock, OptionalInt maxRate) {
    MessageLog messages = new MessageLog(log, clock, maxRate);
    this.storeMarks = new StoreMarkLog(log, clock);
    this.records = new RecordLog(log, clock, messages, storeMarks);
    this.partitions = new PartitionLog(log, clock, messages, storeMarks);
    this.instance = new InstanceLog(log, clock, records, storeMarks);
  }

  @Override
  public void on(DeliveryEvent event) {
    event.accept(records, partitions, storeMarks, instance);
  }

  /** Logs every line that bursts and summaries still hold back. Call it when the instance stops. */
  public void flush() {
    records.flush();
    storeMarks.flush();
  }
}
