package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records the events whose order matters as short lines, each with the time since the start in
 * seconds.
 */
final class Timeline extends SelectiveObserver {
  private final ManualClock time;
  private final List<String> lines = new ArrayList<>();

  Timeline(ManualClock time) {
    this.time = time;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void onApplied(RecordEvent.Applied event) {
    add("applied " + place(event.record()));
  }

  @Override
  public void onListenerFailed(RecordEvent.ListenerFailed event) {
    add("%s not told of %s".formatted(event.listener().label(), place(event.record())));
  }

  @Override
  public void onRetrying(RecordEvent.Retrying event) {
    Failure failure = event.failure();
    add("%s %s %s".formatted(failure.kind().label(), failure.reason(), place(event.record())));
  }

  @Override
  public void onSkipped(RecordEvent.Skipped event) {
    add("skipped " + place(event.record()));
  }

  @Override
  public void onDeadLettered(RecordEvent.DeadLettered event) {
    add("dead-lettered " + place(event.record()));
  }

  @Override
  public void onStopped(RecordEvent.Stopped event) {
    add("stopped at " + place(event.record()));
  }

  @Override
  public void onPlanned(RecordEvent.Planned event) {
    add("would %s %s".formatted(event.action().label(), place(event.record())));
  }

  @Override
  public void onTombstonePassed(RecordEvent.TombstonePassed event) {
    add("tombstone " + place(event.record()));
  }

  @Override
  public void onCommitted(PartitionEvent.Committed event) {
    add("committed %s %s".formatted(name(event.partition()), event.position()));
  }

  @Override
  public void onCommitFailed(InstanceEvent.CommitFailed event) {
    add("commit failed");
  }

  @Override
  public void onSourceFailed(InstanceEvent.SourceFailed event) {
    add("source failed");
  }

  @Override
  public void onStalled(InstanceEvent.Stalled event) {
    add("stalled %s %s".formatted(who(event.partition()), event.doing()));
  }

  @Override
  public void onStallEnded(InstanceEvent.StallEnded event) {
    add("moves again " + who(event.partition()));
  }

  @Override
  public void onFenceAcquired(PartitionEvent.FenceAcquired event) {
    add("fence acquired " + name(event.partition()));
  }

  @Override
  public void onFenceNotAcquired(PartitionEvent.FenceNotAcquired event) {
    add("fence not acquired " + name(event.partition()));
  }

  @Override
  public void onFenceLost(PartitionEvent.FenceLost event) {
    add("fence lost " + name(event.partition()));
  }

  @Override
  public void onRevoked(InstanceEvent.Revoked event) {
    event.partitions().forEach(partition -> add("revoked " + name(partition)));
  }

  @Override
  public void onLost(InstanceEvent.Lost event) {
    event.partitions().forEach(partition -> add("lost " + name(partition)));
  }

  @Override
  public void onDataLossBlocks(PartitionEvent.DataLossBlocks event) {
    add("%s blocks %s".formatted(event.loss().kind().label(), name(event.partition())));
  }

  @Override
  public void onDataLossPassed(PartitionEvent.DataLossPassed event) {
    add(
        "%s passed %s to %s"
            .formatted(event.loss().kind().label(), name(event.partition()), event.position()));
  }

  @Override
  public void onBatchUnreadable(PartitionEvent.BatchUnreadable event) {
    add("unreadable %s@%s".formatted(name(event.partition()), event.offset()));
  }

  @Override
  public void onBatchReadable(PartitionEvent.BatchReadable event) {
    add("readable %s@%s".formatted(name(event.partition()), event.offset()));
  }

  @Override
  public void onPositioned(PartitionEvent.Positioned event) {
    String position = event.committed().map(Object::toString).orElse("beginning");
    add("reading %s from %s".formatted(name(event.partition()), position));
  }

  private void add(String what) {
    lines.add(seconds(time.elapsed()) + " " + what);
  }

  private static String who(Optional<PartitionId> partition) {
    return partition.map(Timeline::name).orElse("source");
  }

  private static String place(SourceRecord record) {
    return name(record.partition()) + "@" + record.offset();
  }

  private static String name(PartitionId partition) {
    return "p" + partition.number();
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + "s";
  }
}
