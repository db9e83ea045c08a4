package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.text.SafeText;
import java.time.Duration;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Whether brokers answer.
 *
 * @param state what came of the last question
 * @param words the same for an operator, without a full stop; stays the same while the state does,
 *     and holds no secret
 */
public record BrokerReachability(State state, String words) {
  /** What a question can come to. */
  public enum State {
    /** None was asked yet, or the first has no answer yet. */
    UNKNOWN,
    /** A broker answered, be it that it may not tell us. */
    ANSWERS,
    /** Nobody answered in time. */
    SILENT,
    /** Somebody is there, and does not let us in. */
    REFUSES
  }

  static final BrokerReachability NOT_ASKED =
      new BrokerReachability(State.UNKNOWN, "not asked yet");

  static final BrokerReachability ANSWERED =
      new BrokerReachability(State.ANSWERS, "a broker answers");

  /** Whether a consumer could work. */
  public boolean isConnected() {
    return state == State.ANSWERS;
  }

  static BrokerReachability silent(String servers, Duration timeout) {
    return new BrokerReachability(
        State.SILENT, "no answer from %s within %d ms".formatted(servers, timeout.toMillis()));
  }

  /** Nobody asks any more, so what was known says nothing. */
  static BrokerReachability outdated() {
    return new BrokerReachability(State.SILENT, "the last answer is too old: nobody asks any more");
  }

  /** The question itself failed because of a defect. */
  static BrokerReachability notAsked(Throwable defect) {
    return new BrokerReachability(
        State.SILENT, "brokers cannot be asked: " + SafeText.sentence(defect.toString()));
  }

  /**
   * What a failed question tells.
   *
   * @param servers who was asked
   * @param timeout within which an answer was wanted
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
    // Whoever says that we may not know, or that he does not know the question, is there.
    return failure instanceof ApiException
        ? ANSWERED
        : new BrokerReachability(State.SILENT, "%s cannot be asked (%s)".formatted(servers, type));
  }
}
