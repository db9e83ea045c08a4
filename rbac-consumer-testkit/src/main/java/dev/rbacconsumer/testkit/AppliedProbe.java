package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.port.AppliedEvents;
import dev.rbacconsumer.core.port.ConsistencyToken;
import dev.rbacconsumer.core.port.ConsistencyTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Both listeners of what is applied: keeps what it is told, and fails when asked to. Thread-safe.
 */
public final class AppliedProbe implements ConsistencyTokens, AppliedEvents {
  /**
   * One consistency token, with what it belongs to.
   *
   * @param event what is known about the event
   * @param token of its write
   */
  public record Told(EventMetadata event, ConsistencyToken token) {}

  private final List<Told> tokens = new ArrayList<>();
  private final List<AppliedEvent> events = new ArrayList<>();
  private Optional<String> problem = Optional.empty();

  /** From now on, everything is kept and answered with this problem. */
  public synchronized void fail(String message) {
    problem = Optional.of(message);
  }

  /** From now on, nothing fails. */
  public synchronized void heal() {
    problem = Optional.empty();
  }

  /** The tokens so far, in the order in which they came. */
  public synchronized List<Told> tokens() {
    return List.copyOf(tokens);
  }

  /** The applied events so far, in the order in which they came. */
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
