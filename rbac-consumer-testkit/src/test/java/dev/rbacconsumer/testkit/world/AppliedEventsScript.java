package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.port.AppliedEventListener;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Listener for applied events that says as scripted whether it may block. */
final class AppliedEventsScript implements AppliedEventListener {
  private final Consumer<AppliedEvent> received;
  private boolean blocking;

  AppliedEventsScript() {
    this(event -> {});
  }

  /**
   * @param received called with each event
   */
  AppliedEventsScript(Consumer<AppliedEvent> received) {
    this.received = received;
  }

  /** Sets whether the listener may block. Default: no. */
  void mayBlock(boolean may) {
    blocking = may;
  }

  @Override
  public Optional<String> applied(AppliedEvent event, Duration timeout) {
    received.accept(event);
    return Optional.empty();
  }

  @Override
  public boolean mayBlock() {
    return blocking;
  }
}
