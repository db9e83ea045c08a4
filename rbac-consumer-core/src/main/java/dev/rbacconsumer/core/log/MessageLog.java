package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.internal.text.RecordText;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * Logs the steps of each message: start, decoded content, end, commit. Above a rate, a {@link
 * MessageSummary} replaces these lines, except at DEBUG. A message that failed before has its lines
 * at any rate. Thread-safe.
 */
final class MessageLog {
  private final Logger log;
  private final MessageRate rate;
  private final MessageSummary summary;
  private final PlanLog plans;
  private final AtomicBoolean warnedOfExpansion = new AtomicBoolean();

  /**
   * @param maxRate number of messages per second that have lines of their own; empty for no limit
   */
  MessageLog(Logger log, Clock clock, OptionalInt maxRate) {
    this.log = log;
    this.rate = new MessageRate(clock, maxRate);
    this.summary = new MessageSummary(log, clock);
    this.plans = new PlanLog(log, clock);
  }

  void planned(RecordEvent.Planned event) {
    plans.add(event, isSummarised());
  }

  /** Logs the summaries that are due, or all of them once the rate is low again. */
  void flushIfDue() {
    if (isSummarised()) {
      summary.flushIfDue();
      plans.flushIfDue();
    } else {
      flush();
    }
  }

  /** Logs the summaries that are still held back. */
  void flush() {
    summary.flush();
    plans.flush();
  }

  void started(SourceRecord record) {
    rate.count();
    if (isSummarised() || !log.isInfoEnabled()) {
      return;
    }
    if (!summary.isEmpty()) {
      summary.flush();
    }
    log.info("Processing message ({})", LogFields.of(record));
    if (log.isDebugEnabled()) {
      log.debug("Message content ({}): {}", LogFields.of(record), RecordText.whole(record.value()));
    }
  }

  void decoded(SourceRecord record, Decoding decoding) {
    if (decoding instanceof Decoding.Relations relations && relations.event().expanded()) {
      warnOfExpansion(record);
    }
    if (isSummarised() || !log.isInfoEnabled()) {
      return;
    }
    EventMetadata metadata = decoding.metadata();
    if (decoding instanceof Decoding.Relations relations) {
      log.info(
          "Processing relations message - aggregateid: {}, event_type: {}",
          SafeText.field(metadata.aggregateId()),
          SafeText.field(metadata.eventType()));
      log.debug("Tuples of the message ({}): {}", LogFields.of(record), relations.event().change());
    } else if (decoding instanceof Decoding.Workspace workspace) {
      log.info(
          "Processing workspace message - workspace: {}, operation: {}",
          SafeText.field(workspace.event().workspaceId()),
          workspace.event().operation().name().toLowerCase(Locale.ROOT));
    } else if (decoding instanceof Decoding.Custom custom) {
      log.info(
          "Processing custom message - aggregatetype: {}, event_id: {}, event_type: {}",
          SafeText.field(custom.event().type().aggregateType()),
          SafeText.field(metadata.eventId()),
          SafeText.field(metadata.eventType()));
    }
  }

  /**
   * Warns once that payloads come as objects: the cause is the connector, and not a single message.
   */
  private void warnOfExpansion(SourceRecord record) {
    if (warnedOfExpansion.compareAndSet(false, true)) {
      log.warn(
          "THE CONNECTOR EXPANDS PAYLOADS ({}), which can lose the relation of a subject and so"
              + " grant something else; nothing in a message shows it. Switch"
              + " table.expand.json.payload off in the outbox router. Said once; metrics count such"
              + " messages",
          LogFields.of(record));
    }
  }

  void applied(RecordEvent.Applied event) {
    boolean summarised = isSummarised();
    if (summarised) {
      summary.applied(event.record());
      if (event.decoding() instanceof Decoding.Relations relations) {
        summary.tuples(event.record().partition(), relations.event().change());
      }
    }
    if (log.isInfoEnabled() && (!summarised || event.attempts() > 1)) {
      log.info("Message processed successfully ({})", LogFields.of(event.record()));
    }
    if (event.attempts() > 1) {
      log.info(
          "Message successfully processed after {} attempts (total retry time: {})",
          event.attempts(),
          LogFields.seconds(event.elapsed()));
    }
  }

  void tombstone(SourceRecord record) {
    if (isSummarised()) {
      summary.tombstone(record);
    } else if (log.isInfoEnabled()) {
      log.info("Passed over a tombstone ({})", LogFields.of(record));
    }
  }

  void committed(PartitionEvent.Committed event) {
    Optional<Offset> newRecord = event.newRecord();
    if (isSummarised()) {
      newRecord.ifPresent(it -> summary.committed(event.partition(), it));
    } else if (newRecord.isPresent()) {
      log.info(
          "Committed offset (partition: {}, offset: {})",
          event.partition().number(),
          newRecord.get());
    } else {
      log.info(
          "Committed a position without a new record (partition: {}, next offset: {})",
          event.partition().number(),
          event.position());
    }
  }

  private boolean isSummarised() {
    return rate.isTooFast() && !log.isDebugEnabled();
  }
}
