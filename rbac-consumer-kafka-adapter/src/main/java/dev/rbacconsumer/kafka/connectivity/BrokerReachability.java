package dev.rbacconsumer.kafka.connectivity;

import dev.rbacconsumer.core.health.SourceReachability;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import java.time.Duration;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Result of the last ping: whether brokers answer.
 *
 * @param state result of the last ping
 * @param words the result in words for an operator, without a full stop; the same as long as the
 *     state is the same, and free of secrets
 */
public record BrokerReachability(State state, String words) implements SourceReachability {
  /** Possible results of a ping. */
  public enum State {
    /** No ping was sent yet, or the first one has no answer yet. */
    UNKNOWN,
    /** A broker answered, even if only to say that this login may not ask. */
    ANSWERS,
    /** No broker answered in time. */
    SILENT,
    /** A broker is reachable, and refuses the connection or the login. */
    REFUSES
  }

  static final BrokerReachability NOT_ASKED =
      new BrokerReachability(State.UNKNOWN, "not asked yet");

  static final BrokerReachability ANSWERED =
      new BrokerReachability(State.ANSWERS, "a broker answers");

  @Override
  public boolean isConnected() {
    return state == State.ANSWERS;
  }

  static BrokerReachability silent(String servers, Duration timeout) {
    return new BrokerReachability(
        State.SILENT, "no answer from %s within %d ms".formatted(servers, timeout.toMillis()));
  }

  /** Returns the result for a ping that has stopped, whose last answer is out of date. */
  static BrokerReachability outdated() {
    return new BrokerReachability(
        State.SILENT, "the last answer is too old: the thread that sends the requests hangs");
  }

  /** Returns the result of a ping that failed because of a defect. */
  static BrokerReachability notAsked(Throwable defect) {
    return new BrokerReachability(
        State.SILENT, "brokers cannot be asked: " + SafeText.sentence(defect.toString()));
  }

  /**
   * Returns the result for a failed ping.
   *
   * @param servers brokers that were asked
   * @param timeout longest wait for the answer
   */
  static BrokerReachability after(Throwable failure, String servers, Duration timeout) {
    String type = failure.getClass().getSimpleName();
    if (failure instanceof AuthenticationException) {
      return new BrokerReachability(
          State.REFUSES, "%s refuses the login (%s)".formatted(servers, type));
    }
    if (failure instanceof RetriableException) {
      return silent(servers, timeout);
    }
    if (failure instanceof KafkaClientException explained) {
      return new BrokerReachability(State.SILENT, String.valueOf(explained.getMessage()));
    }
    // A broker that answers "not authorized" or "unsupported version" is reachable.
    return failure instanceof ApiException
        ? ANSWERED
        : new BrokerReachability(State.SILENT, "%s cannot be asked (%s)".formatted(servers, type));
  }
}
