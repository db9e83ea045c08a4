package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.DeliveryObserver;
import dev.rbacconsumer.core.observe.Progress;
import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers how far each partition has come. Thread-safe; takes no lock that a lane may hold. */
final class ProgressBook implements DeliveryObserver {
  private final Clock clock;
  private final Map<PartitionId, Page> pages = new ConcurrentHashMap<>();
  private volatile @Nullable Long polledAt;

  ProgressBook(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void on(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Polled) {
      polledAt = clock.nanoTime();
    } else if (event instanceof DeliveryEvent.Assigned it) {
      it.partitions().forEach(partition -> pages.put(partition, new Page()));
    } else if (event instanceof DeliveryEvent.Revoked it) {
      pages.keySet().removeAll(it.partitions());
    } else if (event instanceof DeliveryEvent.Lost it) {
      pages.keySet().removeAll(it.partitions());
    } else if (event instanceof DeliveryEvent.Started it) {
      page(it.record().partition()).position = it.record().offset();
    } else if (event instanceof DeliveryEvent.Applied it) {
      page(it.record().partition()).appliedAt = clock.nanoTime();
    } else if (event instanceof DeliveryEvent.Positioned it) {
      page(it.partition()).committed = it.committed().orElse(null);
    } else if (event instanceof DeliveryEvent.Committed it) {
      page(it.partition()).committed = it.position();
    }
  }

  Progress of(Optional<PartitionId> partition, long now) {
    Page page = partition.map(this::page).orElseGet(Page::new);
    return new Progress(
        Optional.ofNullable(page.position),
        Optional.ofNullable(page.committed),
        since(page.appliedAt, now),
        since(polledAt, now));
  }

  /** A lane that is overdue may still tell of a partition that has gone: nobody reads that. */
  private Page page(PartitionId partition) {
    return pages.getOrDefault(partition, new Page());
  }

  private static Optional<Duration> since(@Nullable Long then, long now) {
    return Optional.ofNullable(then).map(time -> Duration.ofNanos(now - time));
  }

  private static final class Page {
    volatile @Nullable Offset position;
    volatile @Nullable CommitPosition committed;
    volatile @Nullable Long appliedAt;
  }
}
