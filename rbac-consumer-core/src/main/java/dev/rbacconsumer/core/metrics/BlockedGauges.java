package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.observe.FailureClass;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whether one partition stands, and by what class of failure. Thread-safe. */
final class BlockedGauges {
  /** Beside the classes of failures of a record. */
  private static final String LOCK = "lock";

  private final FlagGauge any;
  private final Map<String, FlagGauge> byClass = new HashMap<>();

  BlockedGauges(Instruments instruments, PartitionId partition) {
    String number = Integer.toString(partition.number());
    any = instruments.flag(MetricFamily.BLOCKED, partition.topic(), number);
    for (String label : classes()) {
      byClass.put(
          label, instruments.flag(MetricFamily.BLOCKED_BY, partition.topic(), number, label));
    }
  }

  /** Every value of the label {@code class}. */
  static List<String> classes() {
    return Stream.concat(
            Arrays.stream(FailureClass.values()).map(FailureClass::label), Stream.of(LOCK))
        .toList();
  }

  void byRecord(FailureClass kind) {
    stand(kind.label());
  }

  void byLock() {
    stand(LOCK);
  }

  /** It moves. Called for each record, so nothing is done where it did before. */
  void none() {
    if (any.getValue() != 0) {
      stand("");
    }
  }

  private void stand(String reason) {
    byClass.forEach((label, flag) -> flag.set(label.equals(reason)));
    any.set(!reason.isEmpty());
  }
}
