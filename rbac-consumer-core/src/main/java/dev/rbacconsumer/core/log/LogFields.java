package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.Locale;

/** Formats the fields that many log lines share. */
final class LogFields {
  private LogFields() {}

  static String of(SourceRecord record) {
    return "partition: " + record.partition().number() + ", offset: " + record.offset();
  }

  /** Returns the record that is being processed, or the partition if there is none. */
  static String of(PartitionEvent event) {
    return event.record().map(LogFields::of).orElseGet(() -> "partition: " + event.partition());
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2fs", duration.toNanos() / 1e9);
  }
}
