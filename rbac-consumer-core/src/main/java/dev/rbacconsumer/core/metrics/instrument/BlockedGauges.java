package dev.rbacconsumer.core.metrics.instrument;

import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gauges that show whether one partition is blocked, and by which class of failure. Thread-safe.
 */
public final class BlockedGauges {
  /** Value of the label {@code class} for locks, beside the classes of failures of a record. */
  private static final String LOCK = "lock";

  private static final String MARK = "mark";
  private static final String REPLAY = "replay";

  private final FlagGauge any;
  private final Map<String, FlagGauge> byClass = new HashMap<>();
  private boolean unreadable;
  private volatile String shown = "";

  /** Registers the gauges of a partition that is not blocked. */
  public BlockedGauges(Instruments instruments, PartitionId partition) {
    String number = Integer.toString(partition.number());
    any = instruments.flag(MetricFamily.BLOCKED, partition.topic(), number);
    for (String label : classes()) {
      byClass.put(
          label, instruments.flag(MetricFamily.BLOCKED_BY, partition.topic(), number, label));
    }
  }

  /** Returns every value of the label {@code class}. */
  static List<String> classes() {
    return Stream.concat(
            Arrays.stream(FailureClass.values()).map(FailureClass::label),
            Stream.of(LOCK, MARK, REPLAY))
        .toList();
  }

  /** Shows that a record with a failure of this class blocks the partition. */
  public synchronized void byRecord(FailureClass kind) {
    show(kind.label());
  }

  /** Shows that the partition waits for its lock. */
  public synchronized void byLock() {
    show(LOCK);
  }

  /** Shows that a replay which cannot continue blocks the partition. */
  public synchronized void byReplay() {
    show(REPLAY);
  }

  /** Shows that a mark which cannot be written blocks the partition. */
  public synchronized void byMark() {
    show(MARK);
  }

  /** Clears the block by a mark. */
  public synchronized void marked() {
    if (shown.equals(MARK)) {
      showRest();
    }
  }

  /** Clears the block by a replay: a started record proves that the replay continues. */
  public void readsOn() {
    if (shown.equals(REPLAY)) {
      showRest();
    }
  }

  /**
   * Clears the block by a record. Called for each record, so it is cheap if no record blocked the
   * partition.
   */
  public void none() {
    if (any.getValue() != 0) {
      showRest();
    }
  }

  /**
   * Sets whether an unreadable batch blocks the partition; a record before the batch may block it
   * as well.
   */
  public synchronized void unreadable(boolean isUnreadable) {
    unreadable = isUnreadable;
    if (any.getValue() == 0 || !isUnreadable) {
      showRest();
    }
  }

  private synchronized void showRest() {
    show(unreadable ? FailureClass.UNREADABLE.label() : "");
  }

  private void show(String reason) {
    shown = reason;
    byClass.forEach((label, flag) -> flag.set(label.equals(reason)));
    any.set(!reason.isEmpty());
  }
}
