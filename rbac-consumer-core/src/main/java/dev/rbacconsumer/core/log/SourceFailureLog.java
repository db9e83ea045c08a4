package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Logs that Kafka cannot be read: the first failure, each one with another message, and repetitions
 * at pauses that grow from one second to five minutes. Thread-safe.
 */
final class SourceFailureLog {
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** Time without a failure after which the next one is a first failure. */
  static final Duration CALM = Duration.ofMinutes(1);

  private final Logger log;
  private final Clock clock;
  private boolean isFailing;
  private String lastMessage = "";
  private long lastFailure;
  private long lastLine;
  private long pause;

  SourceFailureLog(Logger log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  void failed(InstanceEvent.SourceFailed event) {
    if (isWorthALine(event.message())) {
      log.warn("Kafka cannot be read for now and will be tried again: {}", event.message());
    }
  }

  private synchronized boolean isWorthALine(String message) {
    long now = clock.nanoTime();
    boolean isFirst =
        !isFailing || now - lastFailure >= CALM.toNanos() || !message.equals(lastMessage);
    isFailing = true;
    lastFailure = now;
    lastMessage = message;
    if (isFirst) {
      pause = Duration.ofSeconds(1).toNanos();
    } else if (now - lastLine >= pause) {
      pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
    } else {
      return false;
    }
    lastLine = now;
    return true;
  }
}
