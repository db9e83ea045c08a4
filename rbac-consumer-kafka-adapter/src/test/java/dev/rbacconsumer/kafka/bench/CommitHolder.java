package dev.rbacconsumer.kafka.bench;

import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.CommitCallback;
import dev.rbacconsumer.core.port.CommittedStatesCallback;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A source that counts the commits that reach the broker, and keeps early ones from it: these are
 * called durable at the next poll, without being so.
 */
final class CommitHolder implements MessageSource {
  private final MessageSource source;
  private final long heldBelow;
  private final AtomicInteger commits = new AtomicInteger();
  private final List<CommitCallback> held = new ArrayList<>();

  /**
   * @param heldBelow commits of positions below are held; 0 holds none
   */
  CommitHolder(MessageSource source, long heldBelow) {
    this.source = source;
    this.heldBelow = heldBelow;
  }

  /** How many commits went to the broker. May be asked by any thread. */
  int commits() {
    return commits.get();
  }

  @Override
  public void commitLater(Map<PartitionId, Commit> positions, CommitCallback callback) {
    if (positions.values().stream().allMatch(it -> it.position().value() < heldBelow)) {
      held.add(callback);
      source.wake();
    } else {
      commits.incrementAndGet();
      source.commitLater(positions, callback);
    }
  }

  @Override
  public List<SourceRecord> poll(Duration atMost) throws SourceException {
    List<CommitCallback> due = List.copyOf(held);
    held.clear();
    due.forEach(callback -> callback.finished(null));
    return source.poll(atMost);
  }

  @Override
  public void commitNow(Map<PartitionId, Commit> positions, Duration atMost)
      throws SourceException {
    commits.incrementAndGet();
    source.commitNow(positions, atMost);
  }

  @Override
  public void open(AssignmentListener listener) {
    source.open(listener);
  }

  @Override
  public void pause(Set<PartitionId> partitions) {
    source.pause(partitions);
  }

  @Override
  public void resume(Set<PartitionId> partitions) {
    source.resume(partitions);
  }

  @Override
  public void requestCommittedStates(
      Set<PartitionId> partitions, CommittedStatesCallback callback) {
    source.requestCommittedStates(partitions, callback);
  }

  @Override
  public void seek(Map<PartitionId, CommitPosition> positions) throws SourceException {
    source.seek(positions);
  }

  @Override
  public Map<PartitionId, CommitPosition> positions(Set<PartitionId> partitions)
      throws SourceException {
    return source.positions(partitions);
  }

  @Override
  public void wake() {
    source.wake();
  }

  @Override
  public void close(Duration atMost) {
    source.close(atMost);
  }
}
