package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.time.Clock;
import org.slf4j.Logger;

/**
 * Logs the events of single partitions. A partition that stays blocked is logged less and less
 * often. Thread-safe.
 */
final class PartitionLog implements PartitionEvent.Visitor {
  private final Logger log;
  private final MessageLog messages;
  private final StoreMarkLog storeMarks;
  private final RepeatThrottle unreadableNoise;
  private final UnexpectedErrorLog errors;

  PartitionLog(Logger log, Clock clock, MessageLog messages, StoreMarkLog storeMarks) {
    this.log = log;
    this.messages = messages;
    this.storeMarks = storeMarks;
    this.unreadableNoise = new RepeatThrottle(clock);
    this.errors = new UnexpectedErrorLog(log, clock);
  }

  /** Logs nothing: the acquired fence has a line of its own. */
  @Override
  public void onLaneBegun(PartitionEvent.LaneBegun event) {}

  @Override
  public void onFenceAcquired(PartitionEvent.FenceAcquired event) {
    log.info("Fence acquired (partition: {}, attempts: {})", event.partition(), event.attempts());
  }

  @Override
  public void onFenceNotAcquired(PartitionEvent.FenceNotAcquired event) {
    log.warn(
        "Fence not acquired (partition: {}) on attempt {}: {}: {}; trying again in {}",
        event.partition(),
        event.attempt(),
        event.reason(),
        event.message(),
        LogFields.seconds(event.delay()));
  }

  @Override
  public void onFenceLost(PartitionEvent.FenceLost event) {
    log.warn(
        "Fence lost ({}), nothing more is written until it is ours again: {}",
        LogFields.of(event),
        event.message());
  }

  @Override
  public void onPositioned(PartitionEvent.Positioned event) {
    storeMarks.positioned(event.partition());
    log.info(
        "Reading from {} (partition: {})",
        event.committed().map(position -> "offset " + position).orElse("the first record"),
        event.partition());
  }

  @Override
  public void onRecovering(PartitionEvent.Recovering event) {
    log.info(
        "Folding what an earlier owner may have applied (partition: {}, offsets: {} to {})",
        event.partition(),
        event.from(),
        event.end().value() - 1);
  }

  @Override
  public void onPositionSetOutside(PartitionEvent.PositionSetOutside event) {
    log.warn(
        "The position was set by a tool or another consumer, and is honoured"
            + " (partition: {}, offset: {})",
        event.partition(),
        event.position());
  }

  @Override
  public void onDataLossBlocks(PartitionEvent.DataLossBlocks event) {
    storeMarks.blocks(event);
  }

  @Override
  public void onDataLossPassed(PartitionEvent.DataLossPassed event) {
    storeMarks.passed(event);
  }

  @Override
  public void onBatchUnreadable(PartitionEvent.BatchUnreadable event) {
    if (unreadableNoise.isWorthALine(
        event.partition(), event.attempt(), event.failure().reason())) {
      log.error(
          "UNREADABLE BATCH (partition: {}, offset: {}) on attempt {}: {}. The partition is blocked"
              + " there and the others go on; reading again in {}. Look at it with"
              + " kafka-dump-log.sh on the broker, and make a replica that has it the leader. Where"
              + " none has, stop all instances and set the group's offset behind it with Kafka's"
              + " tools: what is not committed before it is lost",
          event.partition(),
          event.offset(),
          event.attempt(),
          event.failure(),
          LogFields.seconds(event.delay()));
    }
  }

  @Override
  public void onBatchReadable(PartitionEvent.BatchReadable event) {
    unreadableNoise.forget(event.partition());
    log.info("Reads on (partition: {}, offset: {})", event.partition(), event.offset());
  }

  @Override
  public void onMarkUnreadable(PartitionEvent.MarkUnreadable event) {
    log.warn(
        "The committed metadata is not ours and counts as none (partition: {}): {}",
        event.partition(),
        SafeText.field(event.metadata()));
  }

  /** Logs nothing: each of its messages has a line of its own. */
  @Override
  public void onChangeApplied(PartitionEvent.ChangeApplied event) {}

  @Override
  public void onCommitted(PartitionEvent.Committed event) {
    messages.committed(event);
  }

  @Override
  public void onPauseChanged(PartitionEvent.PauseChanged event) {
    event
        .pause()
        .ifPresentOrElse(
            pause ->
                log.warn(
                    "Paused by an operator (partition: {}, by: {}, since: {}): {}",
                    event.partition(),
                    SafeText.field(pause.by()),
                    pause.since(),
                    SafeText.sentence(pause.reason())),
            () -> log.info("Resumed by an operator (partition: {})", event.partition()));
  }

  @Override
  public void onOperatorActed(PartitionEvent.OperatorActed event) {
    ActionRequest request = event.request();
    log.info(
        "Operator action {} (partition: {}, by: {}, reason: {}): {}: {}",
        request.action().label(),
        event.partition() + record(request.action()),
        SafeText.field(request.by()),
        SafeText.sentence(request.reason()),
        event.reply().code().label(),
        event.reply().message());
  }

  private static String record(OperatorAction action) {
    return action.match(
        retry -> "",
        pause -> "",
        resume -> "",
        it -> ", offset: " + it.offset() + ", digest: " + SafeText.field(it.digest()),
        it -> ", letter: " + it.letter() + ", offset: " + it.record().offset(),
        it -> ", offset: " + it.offset() + ", digest: " + SafeText.field(it.digest()));
  }

  @Override
  public void onQuarantineChanged(PartitionEvent.QuarantineChanged event) {
    event
        .state()
        .problem()
        .ifPresent(
            problem ->
                log.error(
                    "Cannot open the quarantine, so nothing is applied (partition: {}): {}",
                    event.partition(),
                    SafeText.sentence(problem)));
  }

  @Override
  public void onLaneOverdue(PartitionEvent.LaneOverdue event) {
    log.warn(
        "An attempt did not end in time (partition: {}); the fence of the next owner voids it",
        event.partition());
  }

  @Override
  public void onPortFailed(PartitionEvent.PortFailed event) {
    errors.portFailed(event);
  }

  @Override
  public void onLaneFailed(PartitionEvent.LaneFailed event) {
    errors.laneFailed(event);
  }
}
