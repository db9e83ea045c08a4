package dev.rbacconsumer.core.observe;

import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.text.SafeText;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;

/**
 * Writes delivery events to the log for operators. Each event has one line, except for events that
 * are too frequent: records that are not JSON and listeners that fail are logged in bursts, and a
 * record or a partition that stays blocked less and less often; messages that come fast are
 * summarised. Payloads appear at DEBUG alone, and as a short sample where one is not JSON.
 * Thread-safe.
 */
public final class DeliveryLog implements DeliveryObserver {
  /** Messages within a second that have lines of their own by default. */
  public static final int DEFAULT_MAX_RATE = 20;

  private final Logger log;
  private final MalformedBurst skippedMalformed;
  private final MalformedBurst keptMalformed;
  private final ListenerFailureBurst listeners;
  private final RepeatThrottle retryNoise;
  private final WitnessLog witnesses;
  private final RepeatThrottle unreadableNoise;
  private final MessageLog messages;
  private final UnexpectedErrorLog errors;

  /**
   * A log in which up to {@link #DEFAULT_MAX_RATE} messages a second have lines of their own.
   *
   * @param log where lines go
   * @param clock says when enough time has passed for a further line
   */
  public DeliveryLog(Logger log, Clock clock) {
    this(log, clock, OptionalInt.of(DEFAULT_MAX_RATE));
  }

  /**
   * @param log where lines go
   * @param clock says when enough time has passed for a further line
   * @param maxRate messages within a second, at least 1, that have lines of their own; above, there
   *     is a summary every ten seconds, except for what fails. Empty for any number. At DEBUG
   *     everything is written
   */
  public DeliveryLog(Logger log, Clock clock, OptionalInt maxRate) {
    this.log = log;
    this.messages = new MessageLog(log, clock, maxRate);
    this.errors = new UnexpectedErrorLog(log, clock);
    this.skippedMalformed = new MalformedBurst(log, clock, false);
    this.keptMalformed = new MalformedBurst(log, clock, true);
    this.listeners = new ListenerFailureBurst(log, clock);
    this.retryNoise = new RepeatThrottle(clock);
    this.witnesses = new WitnessLog(log, clock);
    this.unreadableNoise = new RepeatThrottle(clock);
  }

  @Override
  public void on(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Polled) {
      skippedMalformed.flushIfDue();
      keptMalformed.flushIfDue();
      listeners.flushIfDue();
      messages.flushIfDue();
      witnesses.flushIfDue();
    } else if (event instanceof DeliveryEvent.Applied it && it.attempts() > 1) {
      retryNoise.forget(it.record().partition());
      messages.on(it);
    } else if (!messages.on(event)
        && !errors.on(event)
        && !onRecord(event)
        && !onCommit(event)
        && !onPosition(event)) {
      onOwnership(event);
    }
  }

  /** Tells what a burst still holds back. To be called when the instance stops. */
  public void flush() {
    skippedMalformed.flush();
    keptMalformed.flush();
    listeners.flush();
    messages.flush();
    witnesses.flush();
  }

  private boolean onRecord(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.ListenerFailed it) {
      listeners.add(it);
    } else if (event instanceof DeliveryEvent.Retrying it) {
      retrying(it);
    } else if (event instanceof DeliveryEvent.Skipped it) {
      skipped(it);
    } else if (event instanceof DeliveryEvent.Condemned it) {
      condemned(it);
    } else if (event instanceof DeliveryEvent.DeadLettered it) {
      deadLettered(it);
    } else if (event instanceof DeliveryEvent.WriteInDoubt it) {
      log.info(
          "A call to the store was sent and not answered by it, so it may still take effect ({});"
              + " a new fence is taken before anything newer is written",
          LogFields.of(it.record()));
    } else if (event instanceof DeliveryEvent.GotOn it) {
      log.info(
          "A message that had failed gets on: a part of its change is applied ({})",
          LogFields.of(it.record()));
    } else if (event instanceof DeliveryEvent.Stopped it) {
      log.error("Stopping because of a message ({}): {}", LogFields.of(it.record()), it.failure());
    } else {
      return false;
    }
    return true;
  }

  private boolean onCommit(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.CommitFailed it) {
      log.warn("Commit failed and will be tried again {}: {}", it.partitions(), it.message());
    } else if (event instanceof DeliveryEvent.SourceFailed it) {
      log.warn("Kafka cannot be read for now and will be tried again: {}", it.message());
    } else {
      return false;
    }
    return true;
  }

  private boolean onPosition(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Positioned it) {
      witnesses.positioned(it.partition());
      log.info(
          "Reading from {} (partition: {})",
          it.committed().map(position -> "offset " + position).orElse("the first record"),
          it.partition());
    } else if (event instanceof DeliveryEvent.Recovering it) {
      log.info(
          "Folding what an earlier owner may have applied (partition: {}, offsets: {} to {})",
          it.partition(),
          it.from(),
          it.end().value() - 1);
    } else if (event instanceof DeliveryEvent.PositionSetOutside it) {
      log.warn(
          "The position was set by a tool or another consumer, and is honoured"
              + " (partition: {}, offset: {})",
          it.partition(),
          it.position());
    } else if (event instanceof DeliveryEvent.MarkUnreadable it) {
      log.warn(
          "The committed metadata is not ours and counts as none (partition: {}): {}",
          it.partition(),
          SafeText.field(it.metadata()));
    } else if (event instanceof DeliveryEvent.DataLossBlocks it) {
      witnesses.blocks(it);
    } else if (event instanceof DeliveryEvent.TopicSettingsRead it) {
      topicSettingsRead(it);
    } else if (event instanceof DeliveryEvent.BatchUnreadable it) {
      batchUnreadable(it);
    } else if (event instanceof DeliveryEvent.BatchReadable it) {
      unreadableNoise.forget(it.partition());
      log.info("Reads on (partition: {}, offset: {})", it.partition(), it.offset());
    } else if (event instanceof DeliveryEvent.DataLossPassed it) {
      witnesses.passed(it);
    } else if (event instanceof DeliveryEvent.Witness it) {
      witnesses.on(it);
    } else {
      return false;
    }
    return true;
  }

  private void onOwnership(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Stalled it) {
      log.error(
          "STALLED ({}) for {} without a reason, while {} - {}",
          who(it.partition()),
          LogFields.seconds(it.overdue()),
          it.doing(),
          it.progress());
    } else if (event instanceof DeliveryEvent.StallEnded it) {
      log.info("Moves again ({})", who(it.partition()));
    } else if (event instanceof DeliveryEvent.Assigned it) {
      log.info("Partitions assigned: {}", it.partitions());
    } else if (event instanceof DeliveryEvent.Revoked it) {
      log.info("Partitions revoked: {}", it.partitions());
    } else if (event instanceof DeliveryEvent.Lost it) {
      log.warn("Partitions lost, the group membership had ended: {}", it.partitions());
    } else if (event instanceof DeliveryEvent.FenceAcquired it) {
      log.info("Fence acquired (partition: {}, attempts: {})", it.partition(), it.attempts());
    } else if (event instanceof DeliveryEvent.FenceNotAcquired it) {
      log.warn(
          "Fence not acquired (partition: {}) on attempt {}: {}: {}; trying again in {}",
          it.partition(),
          it.attempt(),
          it.reason(),
          it.message(),
          LogFields.seconds(it.delay()));
    } else if (event instanceof DeliveryEvent.FenceLost it) {
      log.warn(
          "Fence lost ({}), nothing more is written until it is ours again: {}",
          it.record().map(LogFields::of).orElseGet(() -> "partition: " + it.partition()),
          it.message());
    } else if (event instanceof DeliveryEvent.LaneOverdue it) {
      log.warn(
          "An attempt did not end in time (partition: {}); the fence of the next owner voids it",
          it.partition());
    }
  }

  private void topicSettingsRead(DeliveryEvent.TopicSettingsRead event) {
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

  private void batchUnreadable(DeliveryEvent.BatchUnreadable event) {
    if (unreadableNoise.isWorthALine(event.partition(), event.attempt())) {
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

  private void retrying(DeliveryEvent.Retrying event) {
    if (!retryNoise.isWorthALine(event.record().partition(), event.attempt())) {
      return;
    }
    log.warn(
        "Processing error for message ({}) on attempt {}: {}",
        LogFields.of(event.record()),
        event.attempt(),
        event.failure());
    log.info(
        "Retrying message processing in {} (attempt {}, {})",
        LogFields.seconds(event.delay()),
        event.attempt(),
        LogFields.of(event.record()));
  }

  private void skipped(DeliveryEvent.Skipped event) {
    if (event.failure().kind() == FailureClass.MALFORMED) {
      skippedMalformed.add(event.record(), event.failure());
    } else {
      log.warn("Skipped a message ({}): {}", LogFields.of(event.record()), event.failure());
    }
  }

  /** A malformed one is logged once it is kept, or when that fails. */
  private void condemned(DeliveryEvent.Condemned event) {
    if (event.failure().kind() != FailureClass.MALFORMED) {
      log.warn("Setting a message aside ({}): {}", LogFields.of(event.record()), event.failure());
    }
  }

  private void deadLettered(DeliveryEvent.DeadLettered event) {
    if (event.failure().kind() == FailureClass.MALFORMED) {
      keptMalformed.add(event.record(), event.failure());
    } else {
      log.warn("Message is kept among the dead letters ({})", LogFields.of(event.record()));
    }
  }

  private static String who(Optional<PartitionId> partition) {
    return partition.map(it -> "partition: " + it).orElse("source thread");
  }
}
