package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.observe.DataLoss;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.StartPoint;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lets lanes begin where their group stands, provided that the log still holds what comes next.
 * Where it does not, the policy decides: a blocked partition is looked at again and again, with
 * backoff, and nothing is committed for it meanwhile. Confined to the source thread.
 */
final class Positioning {
  private final MessageSource source;
  private final LaneContext lanes;
  private final DispatcherSettings settings;
  private final Map<PartitionId, Block> blocked = new HashMap<>();
  private final LogBook logs = new LogBook();
  private long notBefore;

  Positioning(MessageSource source, LaneContext lanes, DispatcherSettings settings) {
    this.source = source;
    this.lanes = lanes;
    this.settings = settings;
    this.notBefore = now();
  }

  /** A lane that holds a new fence starts from what the group has committed by then. */
  void position(Map<PartitionId, AssignedLane> assigned) {
    if (now() - notBefore < 0) {
      return;
    }
    Set<PartitionId> ready = new TreeSet<>();
    assigned.forEach(
        (partition, lane) -> {
          boolean clean = lane.driver().ask(Lane::checkpoint).isEmpty();
          if (clean && isDue(partition) && lane.driver().ask(Lane::needsPosition)) {
            ready.add(partition);
          }
        });
    if (ready.isEmpty()) {
      return;
    }
    try {
      for (Map.Entry<PartitionId, StartPoint> start : source.startPoints(ready).entrySet()) {
        AssignedLane lane = assigned.get(start.getKey());
        if (lane != null) {
          position(lane.driver(), start.getValue());
        }
      }
    } catch (SourceException failure) {
      lanes.observer().on(new DeliveryEvent.SourceFailed(String.valueOf(failure.getMessage())));
      notBefore = now() + settings.retryDelay().toNanos();
    }
  }

  /** These are not ours any more. */
  void forget(Set<PartitionId> partitions) {
    blocked.keySet().removeAll(partitions);
  }

  private void position(LaneDriver lane, StartPoint start) throws SourceException {
    Optional<DataLoss> loss = logs.lossAt(lane.partition(), start);
    if (loss.isEmpty()) {
      Beginning beginning = Beginning.of(start);
      begin(lane, start, beginning, Optional.empty());
    } else if (settings.onDataLoss() == DataLossPolicy.BLOCK) {
      block(lane, loss.get());
    } else {
      boolean earliest = settings.onDataLoss() == DataLossPolicy.EARLIEST;
      CommitPosition position = earliest ? start.log().begin() : start.log().readable();
      begin(lane, start, Beginning.past(loss.get(), start, position), loss);
    }
  }

  private void begin(
      LaneDriver lane, StartPoint start, Beginning beginning, Optional<DataLoss> loss)
      throws SourceException {
    PartitionId partition = lane.partition();
    CommitPosition position = beginning.position().orElse(start.log().begin());
    source.seek(Map.of(partition, position));
    logs.reads(partition, beginning.log());
    blocked.remove(partition);
    loss.ifPresent(it -> tell(new DeliveryEvent.DataLossPassed(partition, it, position)));
    tell(new DeliveryEvent.Positioned(partition, beginning.position()));
    lane.positioned(beginning);
    beginning.news(partition, start).ifPresent(this::tell);
  }

  private void block(LaneDriver lane, DataLoss loss) {
    PartitionId partition = lane.partition();
    lane.unpositioned();
    Block before = blocked.get(partition);
    int attempt = before == null ? 1 : before.attempt() + 1;
    Duration delay = lanes.settings().backoff().delay(attempt, lanes.jitter().next());
    blocked.put(partition, new Block(attempt, now() + delay.toNanos()));
    tell(new DeliveryEvent.DataLossBlocks(partition, loss, attempt, delay));
  }

  private boolean isDue(PartitionId partition) {
    Block block = blocked.get(partition);
    return block == null || now() - block.notBefore() >= 0;
  }

  private void tell(DeliveryEvent event) {
    lanes.observer().on(event);
  }

  private long now() {
    return lanes.clock().nanoTime();
  }

  /**
   * A partition that is not read on.
   *
   * @param attempt how often that was found, at least 1
   * @param notBefore when to look again, on the monotonic clock
   */
  private record Block(int attempt, long notBefore) {}

  /**
   * Which logs this instance has read. A commit says which log it is of; but brokers forget the
   * commits of a topic with the topic, and what is made anew then must not look like the topic of a
   * new group.
   */
  private static final class LogBook {
    private final Map<String, String> first = new HashMap<>();
    private final Map<PartitionId, String> latest = new TreeMap<>();

    void reads(PartitionId partition, Optional<String> log) {
      log.ifPresent(
          identity -> {
            first.putIfAbsent(partition.topic(), identity);
            latest.put(partition, identity);
          });
    }

    Optional<DataLoss> lossAt(PartitionId partition, StartPoint start) {
      return kind(partition, start)
          .map(
              kind ->
                  new DataLoss(
                      kind,
                      start.committed().map(Commit::position),
                      start.log().begin(),
                      start.log().end()));
    }

    private Optional<DataLoss.Kind> kind(PartitionId partition, StartPoint start) {
      Optional<String> before =
          start.committed().isEmpty() ? of(partition) : Beginning.logOf(start);
      Optional<String> now = start.log().identity();
      if (before.isPresent() && now.isPresent() && !before.equals(now)) {
        return Optional.of(DataLoss.Kind.RECREATED);
      }
      return start
          .committed()
          .flatMap(
              commit -> {
                if (commit.position().compareTo(start.log().begin()) < 0) {
                  return Optional.of(DataLoss.Kind.BELOW_START);
                }
                return commit.position().compareTo(start.log().end()) > 0
                    ? Optional.of(DataLoss.Kind.BEYOND_END)
                    : Optional.empty();
              });
    }

    private Optional<String> of(PartitionId partition) {
      String own = latest.get(partition);
      return Optional.ofNullable(own == null ? first.get(partition.topic()) : own);
    }
  }
}
