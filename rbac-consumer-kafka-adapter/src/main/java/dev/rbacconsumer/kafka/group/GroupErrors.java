package dev.rbacconsumer.kafka.group;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.kafka.KafkaErrors;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotCoordinatorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Explains why the brokers do not answer questions about a group, with the remedy.
 *
 * @param servers addresses of the brokers
 * @param group id of the group
 * @param topic name of the topic
 */
record GroupErrors(String servers, String group, String topic) {
  /** Returns the failure of the question about the topic, which is the first one. */
  SourceException topicFailed(Throwable failure) {
    if (isSilence(failure)) {
      return SourceException.passing(
          "no answer from %s; check KAFKA_SERVERS, that the network lets us through, and that the"
                  .formatted(servers)
              + " port speaks the security protocol that is set",
          failure);
    }
    if (failure instanceof UnknownTopicOrPartitionException
        || failure instanceof InvalidTopicException) {
      return SourceException.passing(
          "there is no topic %s, or this login may not see it; create it, correct its name, or"
                  .formatted(topic)
              + " grant DESCRIBE",
          failure);
    }
    if (failure instanceof AuthorizationException) {
      return SourceException.passing(
          "this login may not see the topic %s; grant it DESCRIBE on the topic".formatted(topic),
          failure);
    }
    return other("looking for the topic " + topic, failure);
  }

  /** Returns the failure of a question about the group. */
  SourceException groupFailed(Throwable failure) {
    if (isSilence(failure)
        || failure instanceof CoordinatorNotAvailableException
        || failure instanceof NotCoordinatorException) {
      return SourceException.passing(
          "the coordinator of group %s does not answer; see whether the topic __consumer_offsets"
                  .formatted(group)
              + " exists and each of its partitions has a leader",
          failure);
    }
    if (failure instanceof AuthorizationException) {
      return SourceException.passing(
          "this login may not see the group %s; grant it DESCRIBE on the group".formatted(group),
          failure);
    }
    return other("asking about the group " + group, failure);
  }

  private static SourceException other(String doing, Throwable failure) {
    return failure instanceof RuntimeException unchecked
        ? KafkaErrors.translate(doing, unchecked)
        : SourceException.passing(doing + ": " + KafkaErrors.chain(failure), failure);
  }

  private static boolean isSilence(Throwable failure) {
    return failure instanceof TimeoutException
        || failure instanceof java.util.concurrent.TimeoutException;
  }
}
