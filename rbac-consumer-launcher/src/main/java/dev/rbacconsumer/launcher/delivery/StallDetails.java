package dev.rbacconsumer.launcher.delivery;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs details that help to explain a stall: the end of the partition, and the stack of every
 * thread, with one line for each. Several stalls within a minute share one dump. Thread-safe.
 */
public final class StallDetails implements DeliveryObserver {
  static final Duration BETWEEN_DUMPS = Duration.ofMinutes(1);
  private static final int MOST_FRAMES = 50;

  private final Logger log;
  private final Clock clock;
  private final SourceMonitor monitor;
  private @Nullable Long dumpedAt;

  /**
   * @param monitor knows the ends of partitions
   */
  public StallDetails(Logger log, Clock clock, SourceMonitor monitor) {
    this.log = log;
    this.clock = clock;
    this.monitor = monitor;
  }

  @Override
  public void on(DeliveryEvent event) {
    if (event instanceof InstanceEvent.Stalled stalled) {
      stalled.partition().ifPresent(this::reportEnd);
      if (isDumpDue()) {
        dump();
      }
    }
  }

  private void reportEnd(PartitionId partition) {
    log.warn(
        "The stalled partition ends at {} (partition: {})",
        monitor
            .partition(partition)
            .map(report -> "offset " + report.end())
            .orElse("an unknown offset"),
        partition);
  }

  private synchronized boolean isDumpDue() {
    long now = clock.nanoTime();
    Long last = dumpedAt;
    if (last != null && now - last < BETWEEN_DUMPS.toNanos()) {
      return false;
    }
    dumpedAt = now;
    return true;
  }

  private void dump() {
    Thread.getAllStackTraces().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
        .forEach(entry -> report(entry.getKey(), entry.getValue()));
  }

  private void report(Thread thread, StackTraceElement[] frames) {
    log.warn(
        "Thread \"{}\" ({}): {}",
        thread.getName(),
        thread.getState(),
        Arrays.stream(frames)
            .limit(MOST_FRAMES)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < ")));
  }
}
