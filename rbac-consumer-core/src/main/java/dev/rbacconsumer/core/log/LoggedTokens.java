package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.port.ConsistencyTokenListener;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Listener that writes consistency tokens to the log at DEBUG, and does nothing else with them.
 * Thread-safe.
 */
public final class LoggedTokens implements ConsistencyTokenListener {
  private final Logger log;

  /**
   * Creates a listener that writes to this log.
   *
   * @param log log, whose layout keeps foreign texts on one line
   */
  public LoggedTokens(Logger log) {
    this.log = log;
  }

  @Override
  public Optional<String> written(EventMetadata event, ConsistencyToken token, Duration timeout) {
    log.debug(
        "Consistency token {} (event_id: {}, event_type: {}, org: {}, resource: {}/{})",
        token.value(),
        event.eventId(),
        event.eventType(),
        event.orgId(),
        event.resourceType(),
        event.resourceId());
    return Optional.empty();
  }

  /** Returns whether the log is at DEBUG. */
  @Override
  public boolean isListening() {
    return log.isDebugEnabled();
  }
}
