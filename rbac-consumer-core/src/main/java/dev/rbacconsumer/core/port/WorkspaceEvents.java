package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.message.WorkspaceEvent;
import java.time.Duration;
import java.util.Optional;

/** Takes the news of workspaces. One call is one attempt. Thread-safe. */
@FunctionalInterface
public interface WorkspaceEvents {
  /**
   * Takes one event. An event may come again after a crash or a failure.
   *
   * @param event valid
   * @param timeout longest time to block, above zero
   * @return {@link Outcome.Applied} once nothing more is to be done
   * @throws InterruptedException on shutdown or revocation
   */
  Outcome accept(WorkspaceEvent event, Duration timeout) throws InterruptedException;

  /** Takes every event and does nothing with it. */
  static WorkspaceEvents ignored() {
    return (event, timeout) -> new Outcome.Applied(Optional.empty());
  }
}
