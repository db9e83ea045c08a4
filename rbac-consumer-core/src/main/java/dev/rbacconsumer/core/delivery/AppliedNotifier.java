package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.event.AppliedListener;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.internal.lane.InFlightRecord;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import dev.rbacconsumer.core.port.FatalErrors;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Notifies listeners of the messages that the store has acknowledged. It runs before the lane
 * receives that answer: from then on the records may be committed, and a message that was not
 * notified before would never be.
 */
final class AppliedNotifier {
  private final ConsistencyTokenListener tokens;
  private final AppliedEventListener events;
  private final DeliveryObserver observer;
  private final Duration timeout;

  /**
   * @param observer receives the failures of listeners
   * @param timeout of each call
   */
  AppliedNotifier(
      ConsistencyTokenListener tokens,
      AppliedEventListener events,
      DeliveryObserver observer,
      Duration timeout) {
    this.tokens = tokens;
    this.events = events;
    this.observer = observer;
    this.timeout = timeout;
  }

  /**
   * Returns the longest time that notifying so many records takes if each listener keeps to the
   * timeout.
   */
  Duration longest(int records) {
    return timeout.multipliedBy(2L * records);
  }

  /**
   * Returns whether a listener may block, or wants tokens, at this time. One that fails when it is
   * asked may block. An error of the virtual machine is rethrown.
   */
  boolean mayBlock() {
    try {
      return tokens.isListening() || events.mayBlock();
    } catch (Throwable defect) {
      if (defect instanceof Error error && FatalErrors.isFatal(error)) {
        throw error;
      }
      return true;
    }
  }

  /**
   * Notifies the listener of events, which does not block, of each record, in their order.
   *
   * @param stored records that one write covered
   * @param token of that write
   * @throws InterruptedException if the listener breaks its promise, and is interrupted
   */
  void notifyAtOnce(List<InFlightRecord> stored, Optional<ConsistencyToken> token)
      throws InterruptedException {
    for (InFlightRecord entry : stored) {
      if (entry.known() instanceof Decoding.Relations relations) {
        notifyOfEvent(entry.record, relations.event(), token);
      }
    }
  }

  /**
   * Notifies the listeners of each record, in their order.
   *
   * @param stored records that one write covered
   * @param token of that write
   */
  void notifyApplied(List<InFlightRecord> stored, Optional<ConsistencyToken> token)
      throws InterruptedException {
    for (InFlightRecord entry : stored) {
      if (entry.known() instanceof Decoding.Relations relations) {
        notifyApplied(entry.record, relations.event(), token);
      }
    }
  }

  private void notifyApplied(
      SourceRecord record, RelationsEvent event, Optional<ConsistencyToken> token)
      throws InterruptedException {
    if (token.isPresent()) {
      call(
          record,
          AppliedListener.CONSISTENCY_TOKENS,
          () -> tokens.written(event.metadata(), token.get(), timeout));
    }
    notifyOfEvent(record, event, token);
  }

  private void notifyOfEvent(
      SourceRecord record, RelationsEvent event, Optional<ConsistencyToken> token)
      throws InterruptedException {
    AppliedEvent applied =
        new AppliedEvent(
            record.partition(), record.offset(), event.metadata(), event.change(), token);
    call(record, AppliedListener.APPLIED_EVENTS, () -> events.applied(applied, timeout));
  }

  private void call(SourceRecord record, AppliedListener listener, Call call)
      throws InterruptedException {
    Optional<String> problem;
    try {
      problem = Objects.requireNonNull(call.make(), "it returned null");
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (Throwable thrown) {
      problem = Optional.of(defect(record, listener, thrown));
    }
    problem.ifPresent(
        message -> observer.on(new RecordEvent.ListenerFailed(record, listener, message)));
  }

  /** Reports a defect of a listener; an error of the virtual machine is rethrown. */
  private String defect(SourceRecord record, AppliedListener listener, Throwable thrown) {
    if (thrown instanceof Error error && FatalErrors.isFatal(error)) {
      throw error;
    }
    String port = listener.label().replace('_', ' ');
    observer.on(
        new PartitionEvent.PortFailed(record.partition(), Optional.of(record), port, thrown));
    return "it threw " + thrown;
  }

  /** One call of a port. */
  private interface Call {
    Optional<String> make() throws InterruptedException;
  }
}
