package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.event.AppliedListener;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Logs failures of listeners, at most one line per listener and interval. The first failure of each
 * is logged at once, the failures that follow within the interval in one line. Thread-safe.
 */
final class ListenerFailureBurst {
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Logger log;
  private final Clock clock;
  private final Map<AppliedListener, Held> held = new EnumMap<>(AppliedListener.class);

  ListenerFailureBurst(Logger log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  synchronized void add(RecordEvent.ListenerFailed event) {
    Held before = held.get(event.listener());
    if (before == null) {
      report(event, 1);
      held.put(event.listener(), new Held(event, 0, nextLine()));
    } else {
      held.put(event.listener(), new Held(event, before.count() + 1, before.quietUntil()));
      flushIfDue();
    }
  }

  synchronized void flushIfDue() {
    held.entrySet().removeIf(entry -> isOver(entry.getValue()));
    held.replaceAll((listener, of) -> isDue(of) ? told(of) : of);
  }

  synchronized void flush() {
    held.values().stream().filter(of -> of.count() > 0).forEach(this::told);
    held.clear();
  }

  private boolean isDue(Held of) {
    return clock.nanoTime() - of.quietUntil() >= 0;
  }

  private boolean isOver(Held of) {
    return isDue(of) && of.count() == 0;
  }

  private Held told(Held of) {
    report(of.latest(), of.count());
    return new Held(of.latest(), 0, nextLine());
  }

  private long nextLine() {
    return clock.nanoTime() + INTERVAL.toNanos();
  }

  private void report(RecordEvent.ListenerFailed latest, int count) {
    log.warn(
        "Could not tell {} of {} applied {} (latest: partition {}, offset {}); delivery goes"
            + " on: {}",
        latest.listener().label(),
        count,
        count == 1 ? "message" : "messages",
        latest.record().partition().number(),
        latest.record().offset(),
        SafeText.field(latest.message()));
  }

  /**
   * Failures of one listener that are not logged yet.
   *
   * @param count number of failures since the last line
   * @param quietUntil earliest time of the next line, on the monotonic clock
   */
  private record Held(RecordEvent.ListenerFailed latest, int count, long quietUntil) {}
}
