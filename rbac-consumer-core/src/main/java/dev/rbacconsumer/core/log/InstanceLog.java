package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;

/** Logs the events of the instance, and writes held back lines that are due. Thread-safe. */
final class InstanceLog implements InstanceEvent.Visitor {
  private final Logger log;
  private final RecordLog records;
  private final StoreMarkLog storeMarks;
  private final SourceFailureLog sourceFailures;

  InstanceLog(Logger log, Clock clock, RecordLog records, StoreMarkLog storeMarks) {
    this.sourceFailures = new SourceFailureLog(log, clock);
    this.log = log;
    this.records = records;
    this.storeMarks = storeMarks;
  }

  @Override
  public void onAssigned(InstanceEvent.Assigned event) {
    log.info("Partitions assigned: {}", event.partitions());
  }

  @Override
  public void onRevoked(InstanceEvent.Revoked event) {
    log.info("Partitions revoked: {}", event.partitions());
  }

  @Override
  public void onLost(InstanceEvent.Lost event) {
    log.warn("Partitions lost, the group membership had ended: {}", event.partitions());
  }

  @Override
  public void onCommitFailed(InstanceEvent.CommitFailed event) {
    log.warn("Commit failed and will be tried again {}: {}", event.partitions(), event.message());
  }

  /**
   * Writes no line for a poll, but the lines that are due: polls happen at least once in every poll
   * timeout.
   */
  @Override
  public void onPolled(InstanceEvent.Polled event) {
    records.flushIfDue();
    storeMarks.flushIfDue();
  }

  @Override
  public void onSourceFailed(InstanceEvent.SourceFailed event) {
    sourceFailures.failed(event);
  }

  @Override
  public void onTopicSettingsRead(InstanceEvent.TopicSettingsRead event) {
    event
        .settings()
        .ifPresent(
            settings ->
                TopicRisks.of(event.topic(), settings)
                    .forEach(
                        risk ->
                            log.warn(
                                "The settings of a topic put records at risk (topic: {}): {}",
                                event.topic(),
                                risk)));
  }

  @Override
  public void onStalled(InstanceEvent.Stalled event) {
    log.error(
        "STALLED ({}) for {} without a reason, while {} - {}",
        who(event.partition()),
        LogFields.seconds(event.overdue()),
        event.doing(),
        event.progress());
  }

  @Override
  public void onStallEnded(InstanceEvent.StallEnded event) {
    log.info("Moves again ({})", who(event.partition()));
  }

  /** Logs nothing: the caller of delivery logs the reason of its end. */
  @Override
  public void onDeliveryFailed(InstanceEvent.DeliveryFailed event) {}

  private static String who(Optional<PartitionId> partition) {
    return partition.map(it -> "partition: " + it).orElse("source thread");
  }
}
