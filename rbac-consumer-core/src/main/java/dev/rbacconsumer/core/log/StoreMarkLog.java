package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Clock;
import org.slf4j.Logger;

/**
 * Logs losses of the log, the commits or the store, and the marks and replays that follow from
 * them. Thread-safe.
 */
final class StoreMarkLog implements StoreMarkEvent.Visitor {
  private final Logger log;
  private final RepeatThrottle lossNoise;
  private final RepeatThrottle markNoise;
  private final RepeatThrottle replayNoise;
  private final RepeatedEventBurst repeated;

  StoreMarkLog(Logger log, Clock clock) {
    this.log = log;
    this.lossNoise = new RepeatThrottle(clock);
    this.markNoise = new RepeatThrottle(clock);
    this.replayNoise = new RepeatThrottle(clock);
    this.repeated = new RepeatedEventBurst(log, clock);
  }

  void positioned(PartitionId partition) {
    lossNoise.forget(partition);
  }

  void flushIfDue() {
    repeated.flushIfDue();
  }

  void flush() {
    repeated.flush();
  }

  void blocks(PartitionEvent.DataLossBlocks event) {
    if (lossNoise.isWorthALine(event.partition(), event.attempt(), event.loss().kind().label())) {
      boolean isCompacted = event.loss().kind() == DataLoss.Kind.COMPACTED;
      log.error(
          "{} (partition: {}): {}. The partition is blocked, and nothing is committed for it;"
              + " looking again in {}. {}",
          title(event.loss()),
          event.partition(),
          event.loss(),
          LogFields.seconds(event.delay()),
          isCompacted
              ? TopicRisks.compactionAdvice(event.partition().topic(), "…")
                  + ". To read the topic all the same, set"
                  + " RBAC_KAFKA_CONSUMER_ALLOW_COMPACTED_TOPIC=true"
              : event.loss().advice());
    }
  }

  void passed(PartitionEvent.DataLossPassed event) {
    log.error(
        "{} (partition: {}): {}. Reading goes on at offset {}{}",
        title(event.loss()),
        event.partition(),
        event.loss(),
        event.position(),
        why(event.loss()));
  }

  private static String title(DataLoss loss) {
    return switch (loss.kind()) {
      case BELOW_START, BEYOND_END, RECREATED -> "RECORDS ARE GONE";
      case COMPACTED -> "TOPIC IS COMPACTED";
      case STORE_LOST, STORE_RESTORED -> "THE STORE HAS LOST DATA";
      case COMMITS_LOST -> "COMMITS ARE GONE";
    };
  }

  private static String why(DataLoss loss) {
    return switch (loss.kind()) {
      case BELOW_START, BEYOND_END, RECREATED, COMPACTED ->
          ", as RBAC_KAFKA_CONSUMER_ON_DATA_LOSS says";
      case STORE_LOST, STORE_RESTORED -> ", as RBAC_KAFKA_CONSUMER_ON_STORE_LOSS says";
      case COMMITS_LOST -> "; what the store may have seen behind it is replayed";
    };
  }

  @Override
  public void onMarkAdopted(StoreMarkEvent.MarkAdopted event) {
    log.info(
        "The store holds the lock of this partition and no mark, as another consumer leaves it; it"
            + " is marked now (partition: {}, offset: {})",
        event.partition(),
        event.position());
  }

  @Override
  public void onMarkFailed(StoreMarkEvent.MarkFailed event) {
    if (markNoise.isWorthALine(event.partition(), event.attempt(), event.reason())) {
      log.warn(
          "The store could not be marked (partition: {}) on attempt {}: {}: {}; trying again in {}",
          event.partition(),
          event.attempt(),
          event.reason(),
          event.message(),
          LogFields.seconds(event.delay()));
    }
  }

  @Override
  public void onMarkWritten(StoreMarkEvent.MarkWritten event) {
    markNoise.forget(event.partition());
    log.info(
        "The store is marked (partition: {}, attempts: {})", event.partition(), event.attempts());
  }

  @Override
  public void onReplayStarted(StoreMarkEvent.ReplayStarted event) {
    log.warn(
        "Replay started (partition: {}): the store may have seen offsets {} to {} before, so they"
            + " are read twice, and each tuple goes straight to its last state",
        event.partition(),
        event.from(),
        event.end().value() - 1);
  }

  @Override
  public void onReplayBlocked(StoreMarkEvent.ReplayBlocked event) {
    if (replayNoise.isWorthALine(event.partition(), event.attempt(), event.message())) {
      log.error(
          "REPLAY BLOCKED (partition: {}) on attempt {}: {}. Nothing of it is applied meanwhile;"
              + " trying again in {}",
          event.partition(),
          event.attempt(),
          event.message(),
          LogFields.seconds(event.delay()));
    }
  }

  @Override
  public void onReplayEnded(StoreMarkEvent.ReplayEnded event) {
    replayNoise.forget(event.partition());
    log.warn(
        "Replay ended (partition: {}, offset: {}): {} tuples, {} operations left out because later"
            + " ones override them",
        event.partition(),
        event.end(),
        event.tuples(),
        event.overridden());
  }

  void repeated(RecordEvent.EventRepeated event) {
    repeated.add(event.record());
  }

  void notUnique(RecordEvent.IdsNotUnique event) {
    log.warn(
        "Event id {} was used for two different events ({}), so no event is passed over because of"
            + " its id any more",
        SafeText.field(event.metadata().eventId()),
        LogFields.of(event.record()));
  }
}
