package dev.rbacconsumer.core.observe;

import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Records that are not JSON, told in bursts. They come in crowds: a document fed line by line makes
 * one of every line. The first is told at once, what follows within the interval in one line.
 */
final class MalformedBurst {
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Logger log;
  private final Clock clock;
  private int count;
  private @Nullable SourceRecord latest;
  private boolean quiet;
  private long quietUntil;

  MalformedBurst(Logger log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  synchronized void add(SourceRecord record) {
    count++;
    latest = record;
    flushIfDue();
  }

  synchronized void flushIfDue() {
    if (!quiet || clock.nanoTime() - quietUntil >= 0) {
      flush();
    }
  }

  synchronized void flush() {
    SourceRecord record = latest;
    if (record == null) {
      quiet = false;
      return;
    }
    log.warn(
        "Skipped {} non-JSON {} (latest: partition {}, offset {}) - Sample content: {}",
        count,
        count == 1 ? "message" : "messages",
        record.partition().number(),
        record.offset(),
        Sample.of(record.value()));
    count = 0;
    latest = null;
    quiet = true;
    quietUntil = clock.nanoTime() + INTERVAL.toNanos();
  }
}
