package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.internal.text.RecordText;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.time.Clock;
import org.slf4j.Logger;

/**
 * Logs the events of single records. Records that are not JSON and listeners that fail are logged
 * in bursts; each failed attempt at a record has a line. Thread-safe.
 */
final class RecordLog implements RecordEvent.Visitor {
  private final Logger log;
  private final MessageLog messages;
  private final StoreMarkLog storeMarks;
  private final MalformedBurst skippedMalformed;
  private final MalformedBurst keptMalformed;
  private final ListenerFailureBurst listeners;

  RecordLog(Logger log, Clock clock, MessageLog messages, StoreMarkLog storeMarks) {
    this.log = log;
    this.messages = messages;
    this.storeMarks = storeMarks;
    this.skippedMalformed = new MalformedBurst(log, clock, false);
    this.keptMalformed = new MalformedBurst(log, clock, true);
    this.listeners = new ListenerFailureBurst(log, clock);
  }

  /** Logs the held back lines that are due. */
  void flushIfDue() {
    skippedMalformed.flushIfDue();
    keptMalformed.flushIfDue();
    listeners.flushIfDue();
    messages.flushIfDue();
  }

  /** Logs all lines that are held back. */
  void flush() {
    skippedMalformed.flush();
    keptMalformed.flush();
    listeners.flush();
    messages.flush();
  }

  @Override
  public void onStarted(RecordEvent.Started event) {
    messages.started(event.record());
  }

  @Override
  public void onDecoded(RecordEvent.Decoded event) {
    messages.decoded(event.record(), event.decoding());
  }

  @Override
  public void onEventRepeated(RecordEvent.EventRepeated event) {
    storeMarks.repeated(event);
  }

  @Override
  public void onIdsNotUnique(RecordEvent.IdsNotUnique event) {
    storeMarks.notUnique(event);
  }

  @Override
  public void onPlanned(RecordEvent.Planned event) {
    messages.planned(event);
  }

  @Override
  public void onRetrying(RecordEvent.Retrying event) {
    log.warn(
        "Processing error for message ({}) on attempt {}: {}",
        LogFields.of(event.record()),
        event.attempt(),
        event.failure());
    if (log.isDebugEnabled()) {
      log.debug("Message content: {}", RecordText.whole(event.record().value()));
    }
    log.info(
        "Retrying message processing in {} (attempt {}, {})",
        LogFields.seconds(event.delay()),
        event.attempt(),
        LogFields.of(event.record()));
  }

  @Override
  public void onGotOn(RecordEvent.GotOn event) {
    log.info(
        "A message that had failed gets on: a part of its change is applied ({})",
        LogFields.of(event.record()));
  }

  @Override
  public void onWriteInDoubt(RecordEvent.WriteInDoubt event) {
    log.info(
        "A call to the store was sent and not answered by it, so it may still take effect ({});"
            + " a new fence is taken before anything newer is written",
        LogFields.of(event.record()));
  }

  @Override
  public void onApplied(RecordEvent.Applied event) {
    messages.applied(event);
  }

  @Override
  public void onListenerFailed(RecordEvent.ListenerFailed event) {
    listeners.add(event);
  }

  @Override
  public void onTombstonePassed(RecordEvent.TombstonePassed event) {
    messages.tombstone(event.record());
  }

  @Override
  public void onSkipped(RecordEvent.Skipped event) {
    if (event.failure().kind() == FailureClass.MALFORMED) {
      skippedMalformed.add(event.record(), event.failure());
    } else {
      log.warn("Skipped a message ({}): {}", LogFields.of(event.record()), event.failure());
    }
  }

  /**
   * Logs the record unless it is malformed: a malformed one is logged once it is written to the
   * dead-letter topic, or when that fails.
   */
  @Override
  public void onCondemned(RecordEvent.Condemned event) {
    if (event.failure().kind() != FailureClass.MALFORMED) {
      log.warn("Setting a message aside ({}): {}", LogFields.of(event.record()), event.failure());
    }
  }

  @Override
  public void onDeadLettered(RecordEvent.DeadLettered event) {
    if (event.failure().kind() == FailureClass.MALFORMED) {
      keptMalformed.add(event.record(), event.failure());
    } else {
      log.warn("Message is kept among the dead letters ({})", LogFields.of(event.record()));
    }
  }

  @Override
  public void onParked(RecordEvent.Parked event) {
    if (event.failure().isPresent()) {
      log.warn(
          "Parked a message in the quarantine ({}): {}",
          LogFields.of(event.record()),
          event.failure().get());
    } else {
      log.info(
          "Parked a message in the quarantine ({}) behind offset {}, which touches the same"
              + " objects",
          LogFields.of(event.record()),
          event.behind().map(Offset::toString).orElse("?"));
    }
  }

  @Override
  public void onStopped(RecordEvent.Stopped event) {
    log.error(
        "Stopping because of a message ({}): {}", LogFields.of(event.record()), event.failure());
  }
}
