package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Blocks partitions with an unreadable batch, and reads them again after a backoff. Each is read
 * again from the same position, with the backoff of a record: another replica may become the
 * leader. Nothing is passed over, and the other partitions are read on. Confined to the source
 * thread.
 */
final class UnreadableBatchRetries {
  private static final String REASON = FailureReason.UNREADABLE_BATCH.word();

  private final MessageSource source;
  private final LaneContext lanes;
  private final Map<PartitionId, Block> blocks = new TreeMap<>();

  UnreadableBatchRetries(MessageSource source, LaneContext lanes) {
    this.source = source;
    this.lanes = lanes;
  }

  /** Blocks a partition that the source has stopped reading. */
  void block(AssignedLane lane, UnreadableBatch batch) {
    PartitionId partition = lane.driver().partition();
    Block before = blocks.get(partition);
    int attempt =
        before != null && before.position.equals(batch.position()) ? before.attempt + 1 : 1;
    Duration delay = lanes.settings().backoff().delay(attempt, lanes.jitter().next());
    blocks.put(partition, new Block(batch.position(), attempt, now() + delay.toNanos(), false));
    lane.pause(true);
    lane.driver().update(it -> it.buffer().block(now()));
    Failure failure = new Failure(FailureClass.UNREADABLE, REASON, batch.message());
    Offset offset = new Offset(batch.position().value());
    lanes
        .observer()
        .on(new PartitionEvent.BatchUnreadable(partition, offset, failure, attempt, delay));
  }

  /**
   * Reads blocked partitions again whose delay is over, and ends the blocks that reading has
   * passed.
   *
   * @throws SourceException when the source cannot be read
   */
  void retry(Map<PartitionId, AssignedLane> assigned) throws SourceException {
    endPassed();
    for (Map.Entry<PartitionId, Block> entry : Map.copyOf(blocks).entrySet()) {
      AssignedLane lane = assigned.get(entry.getKey());
      Block block = entry.getValue();
      if (lane == null || !lane.driver().ask(it -> it.buffer().isOpen())) {
        blocks.remove(entry.getKey()); // Reading will begin at a committed position.
      } else if (!block.isRead && now() - block.notBefore >= 0) {
        source.seek(Map.of(entry.getKey(), block.position));
        lane.driver().update(it -> it.buffer().unblock());
        blocks.put(entry.getKey(), block.read());
      }
    }
  }

  /** Reads a batch at once that could not be read. Returns whether there is one. */
  boolean retryNow(PartitionId partition) {
    Block waiting = blocks.get(partition);
    if (waiting == null || waiting.isRead) {
      return false;
    }
    blocks.put(partition, new Block(waiting.position, waiting.attempt, now(), false));
    return true;
  }

  /** Forgets partitions that are no longer assigned, or are read from another position. */
  void forget(Set<PartitionId> partitions) {
    blocks.keySet().removeAll(partitions);
  }

  private void endPassed() throws SourceException {
    Set<PartitionId> read = new TreeSet<>();
    blocks.forEach(
        (partition, block) -> {
          if (block.isRead) {
            read.add(partition);
          }
        });
    if (read.isEmpty()) {
      return;
    }
    source
        .positions(read)
        .forEach(
            (partition, position) -> {
              Block block = blocks.get(partition);
              if (block != null && position.compareTo(block.position) > 0) {
                blocks.remove(partition);
                Offset offset = new Offset(block.position.value());
                lanes.observer().on(new PartitionEvent.BatchReadable(partition, offset));
              }
            });
  }

  private long now() {
    return lanes.clock().nanoTime();
  }

  /**
   * One blocked partition.
   *
   * @param position of the first record that was not delivered
   * @param attempt number of times that reading there has failed, at least 1
   * @param notBefore time to read again, on the monotonic clock in nanoseconds
   * @param isRead whether it is being read again
   */
  private record Block(CommitPosition position, int attempt, long notBefore, boolean isRead) {
    Block read() {
      return new Block(position, attempt, notBefore, true);
    }
  }
}
