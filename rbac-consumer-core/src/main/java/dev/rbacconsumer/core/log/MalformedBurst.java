package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.internal.text.RecordText;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs records that are not JSON in bursts, since a document that is produced line by line makes
 * many of them. The first one is logged at once; those that follow within the interval are logged
 * together with all their offsets, earlier if there were too many ranges of offsets.
 */
final class MalformedBurst {
  static final Duration INTERVAL = Duration.ofSeconds(10);
  static final int MAX_RANGES = 100;

  private final Logger log;
  private final Clock clock;
  private final boolean kept;
  private final OffsetRanges offsets = new OffsetRanges();
  private int count;
  private @Nullable SourceRecord latest;
  private @Nullable Failure failure;
  private boolean quiet;
  private long quietUntil;

  /**
   * @param kept whether the records are written to the dead-letter topic; otherwise they are
   *     skipped
   */
  MalformedBurst(Logger log, Clock clock, boolean kept) {
    this.log = log;
    this.clock = clock;
    this.kept = kept;
  }

  synchronized void add(SourceRecord record, Failure why) {
    count++;
    latest = record;
    failure = why;
    offsets.add(record);
    if (offsets.size() >= MAX_RANGES) {
      flush();
    }
    flushIfDue();
  }

  synchronized void flushIfDue() {
    if (!quiet || clock.nanoTime() - quietUntil >= 0) {
      flush();
    }
  }

  synchronized void flush() {
    SourceRecord record = latest;
    Failure why = failure;
    if (record == null || why == null) {
      quiet = false;
      return;
    }
    write(record, why);
    count = 0;
    latest = null;
    failure = null;
    offsets.clear();
    quiet = true;
    quietUntil = clock.nanoTime() + INTERVAL.toNanos();
  }

  private void write(SourceRecord record, Failure why) {
    int partition = record.partition().number();
    if (kept) {
      log.warn(
          "Kept {} non-JSON {} among the dead letters (latest: partition {}, offset {};"
              + " offsets of {}) - Error: {} - Sample content: {}",
          count,
          count == 1 ? "message" : "messages",
          partition,
          record.offset(),
          offsets,
          why,
          RecordText.of(record.value()));
    } else {
      // Always in the plural: programs read this line as the Python consumer documents it.
      log.info(
          "Skipped {} non-JSON messages (latest: partition {}, offset {}) - Sample content: {}",
          count,
          partition,
          record.offset(),
          RecordText.python(record.value()));
      log.warn("Skipped messages are not JSON (offsets of {}) - Error: {}", offsets, why);
    }
  }
}
