package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Listener for consistency tokens and applied events that keeps all of them, and fails on request.
 * Thread-safe.
 */
public final class AppliedProbe implements ConsistencyTokenListener, AppliedEventListener {
  /**
   * Consistency token with its event.
   *
   * @param event metadata of the event
   * @param token token of the event's write
   */
  public record Told(EventMetadata event, ConsistencyToken token) {}

  private final List<Told> tokens = new ArrayList<>();
  private final List<AppliedEvent> events = new ArrayList<>();
  private Optional<String> problem = Optional.empty();

  /** Makes later calls fail with this problem; tokens and events are still kept. */
  public synchronized void fail(String message) {
    problem = Optional.of(message);
  }

  /** Makes later calls succeed. */
  public synchronized void heal() {
    problem = Optional.empty();
  }

  /** Returns all tokens, in the order of their arrival. */
  public synchronized List<Told> tokens() {
    return List.copyOf(tokens);
  }

  /** Returns all applied events, in the order of their arrival. */
  public synchronized List<AppliedEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public synchronized Optional<String> written(
      EventMetadata event, ConsistencyToken token, Duration timeout) {
    tokens.add(new Told(event, token));
    return problem;
  }

  @Override
  public synchronized Optional<String> applied(AppliedEvent event, Duration timeout) {
    events.add(event);
    return problem;
  }
}
