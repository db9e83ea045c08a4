package dev.rbacconsumer.core.observe;

import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.Locale;

/** Formats the fields that many log lines share. */
final class LogFields {
  private LogFields() {}

  static String of(SourceRecord record) {
    return "partition: " + record.partition().number() + ", offset: " + record.offset();
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2fs", duration.toNanos() / 1e9);
  }
}
