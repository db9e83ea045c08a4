package dev.rbacconsumer.core.applied;

import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.CommitCallback;
import dev.rbacconsumer.core.port.CommittedStatesCallback;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.record.TopicSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Source that reports the records of another source before it returns them. */
final class WatchedSource implements MessageSource {
  private final MessageSource source;
  private final Consumer<List<SourceRecord>> read;

  WatchedSource(MessageSource source, Consumer<List<SourceRecord>> read) {
    this.source = source;
    this.read = read;
  }

  @Override
  public List<SourceRecord> poll(Duration atMost) throws SourceException {
    List<SourceRecord> records = source.poll(atMost);
    read.accept(records);
    return records;
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
  public Optional<TopicSettings> topicSettings(String topic) {
    return source.topicSettings(topic);
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
  public void commitLater(Map<PartitionId, Commit> commits, CommitCallback callback) {
    source.commitLater(commits, callback);
  }

  @Override
  public void commitNow(Map<PartitionId, Commit> commits, Duration atMost) throws SourceException {
    source.commitNow(commits, atMost);
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
