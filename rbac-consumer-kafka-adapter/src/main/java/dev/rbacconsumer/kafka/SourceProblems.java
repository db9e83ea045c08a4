package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.source.SourceProblem;
import dev.rbacconsumer.core.time.Clock;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CoordinatorLoadInProgressException;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotCoordinatorException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the problem that the regular requests to the brokers have found, and since when. Written by
 * the source thread, read by any.
 */
final class SourceProblems {
  static final String TOPIC_MISSING = "topic_missing";
  static final String COORDINATOR_UNAVAILABLE = "coordinator_unavailable";
  static final String NOT_AUTHORIZED = "not_authorized";
  static final String LOGIN_REFUSED = "login_refused";
  static final String NO_ANSWER = "no_answer";

  private final String topic;
  private final String group;
  private final Clock clock;
  private volatile @Nullable SourceProblem current;

  SourceProblems(String topic, String group, Clock clock) {
    this.topic = topic;
    this.group = group;
    this.clock = clock;
  }

  /** Returns the current problem. Called by any thread. */
  Optional<SourceProblem> current() {
    return Optional.ofNullable(current);
  }

  /** Ends the problem: the brokers answered all questions. */
  void solved() {
    current = null;
  }

  /** Takes the failure of a request. */
  void failed(RuntimeException failure) {
    SourceProblem before = current;
    String code = code(failure);
    if (before == null || !before.code().equals(code)) {
      current = new SourceProblem(code, message(code, failure), clock.now());
    }
  }

  private static String code(RuntimeException failure) {
    if (failure instanceof UnknownTopicOrPartitionException
        || failure instanceof InvalidTopicException) {
      return TOPIC_MISSING;
    }
    if (failure instanceof CoordinatorNotAvailableException
        || failure instanceof CoordinatorLoadInProgressException
        || failure instanceof NotCoordinatorException) {
      return COORDINATOR_UNAVAILABLE;
    }
    if (failure instanceof AuthorizationException) {
      return NOT_AUTHORIZED;
    }
    return failure instanceof AuthenticationException ? LOGIN_REFUSED : NO_ANSWER;
  }

  private String message(String code, RuntimeException failure) {
    return switch (code) {
      case TOPIC_MISSING ->
          "there is no topic "
              + topic
              + ", or this login may not see it; create it, correct its name, or grant DESCRIBE";
      case COORDINATOR_UNAVAILABLE ->
          "the coordinator of group "
              + group
              + " is not available; see whether the topic __consumer_offsets exists and has leaders";
      case NOT_AUTHORIZED ->
          "this login may not use topic "
              + topic
              + " or group "
              + group
              + "; grant READ and DESCRIBE on both ("
              + KafkaErrors.chain(failure)
              + ")";
      default -> "the brokers do not answer as they should: " + KafkaErrors.chain(failure);
    };
  }
}
