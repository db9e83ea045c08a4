package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.source.SourceProblem;
import dev.rbacconsumer.core.source.SourceProblem.Kind;
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
    Kind kind = kind(failure);
    if (before == null || before.kind() != kind) {
      current = new SourceProblem(kind, message(kind, failure), clock.now());
    }
  }

  private static Kind kind(RuntimeException failure) {
    if (failure instanceof UnknownTopicOrPartitionException
        || failure instanceof InvalidTopicException) {
      return Kind.TOPIC_MISSING;
    }
    if (failure instanceof CoordinatorNotAvailableException
        || failure instanceof CoordinatorLoadInProgressException
        || failure instanceof NotCoordinatorException) {
      return Kind.COORDINATOR_UNAVAILABLE;
    }
    if (failure instanceof AuthorizationException) {
      return Kind.NOT_AUTHORIZED;
    }
    return failure instanceof AuthenticationException ? Kind.LOGIN_REFUSED : Kind.NO_ANSWER;
  }

  private String message(Kind kind, RuntimeException failure) {
    return switch (kind) {
      case TOPIC_MISSING ->
          "there is no topic "
              + topic
              + ", or this login may not see it; create it, correct its name, or grant DESCRIBE";
      case COORDINATOR_UNAVAILABLE ->
          "the coordinator of group "
              + group
              + " is not available; see whether topic __consumer_offsets exists and has leaders";
      case NOT_AUTHORIZED ->
          "this login may not use topic "
              + topic
              + " or group "
              + group
              + "; grant READ and DESCRIBE on the topic, and READ on the group ("
              + KafkaErrors.chain(failure)
              + ")";
      case BROKERS_SILENT, LOGIN_REFUSED, NOT_A_MEMBER, NO_ANSWER ->
          "the brokers do not answer as they should: " + KafkaErrors.chain(failure);
    };
  }
}
