package dev.rbacconsumer.launcher.docs;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.applied.EventState;
import dev.rbacconsumer.core.consumer.ConsumerBuilder;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

// [waiting]
/** Answers callers of the service once their event was applied. */
final class WaitingExample {
  private static final int MOST_CALLERS = 100;

  private final AppliedEvents events;
  private final Executor answers;

  WaitingExample(Executor answers, Clock clock) {
    this.answers = answers;
    events = new AppliedEvents(AppliedEvents.DEFAULT_EVENTS, MOST_CALLERS, clock);
  }

  /** Returns a builder of a consumer whose events are remembered. */
  ConsumerBuilder remembered(ConsumerBuilder builder) {
    return builder.appliedEvents(events);
  }

  /** Returns the state of an event: as soon as it is settled, at the latest after the wait. */
  CompletableFuture<EventState> state(String eventId, Duration wait) {
    return events
        .whenSettled(eventId, answers::execute)
        .map(
            settled ->
                settled
                    .orTimeout(wait.toMillis(), MILLISECONDS)
                    .exceptionally(late -> events.find(eventId)))
        .orElseGet(() -> CompletableFuture.completedFuture(events.find(eventId)));
  }
}
// [/waiting]
