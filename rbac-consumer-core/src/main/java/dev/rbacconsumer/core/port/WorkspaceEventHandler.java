package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.message.WorkspaceEvent;
import dev.rbacconsumer.core.outcome.Outcome;
import java.time.Duration;
import java.util.Optional;

/** Receives workspace events. One call is one attempt. Thread-safe. */
@FunctionalInterface
public interface WorkspaceEventHandler {
  /**
   * Receives one event. An event may be passed again after a crash or a failure.
   *
   * @param event a valid event
   * @param timeout longest time to block, above zero
   * @return {@link Outcome.Applied} once the event is handled
   * @throws InterruptedException on shutdown or revocation
   */
  Outcome accept(WorkspaceEvent event, Duration timeout) throws InterruptedException;

  /** Returns a receiver that ignores every event. */
  static WorkspaceEventHandler ignored() {
    return (event, timeout) -> new Outcome.Applied(Optional.empty());
  }
}
