package dev.rbacconsumer.kafka.internal.group;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.kafka.KafkaErrors;
import java.util.Arrays;
import java.util.List;
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
  private static final List<Class<? extends Throwable>> SILENCE =
      List.of(TimeoutException.class, java.util.concurrent.TimeoutException.class);

  /**
   * One cause, and the sentence for it.
   *
   * @param causes kinds of failures that have the cause
   */
  private record Row(List<Class<? extends Throwable>> causes, String sentence) {
    boolean isOf(Throwable failure) {
      return causes.stream().anyMatch(it -> it.isInstance(failure));
    }
  }

  /** Returns the failure of the question about the topic, which is the first one. */
  SourceException topicFailed(Throwable failure) {
    return explained(
        failure,
        "looking for the topic " + topic,
        new Row(
            SILENCE,
            "no answer from %s; check KAFKA_SERVERS, that the network lets us through, and that the"
                    .formatted(servers)
                + " port speaks the security protocol that is set"),
        new Row(
            List.of(UnknownTopicOrPartitionException.class, InvalidTopicException.class),
            "there is no topic %s, or this login may not see it; create it, correct its name, or"
                    .formatted(topic)
                + " grant DESCRIBE"),
        new Row(
            List.of(AuthorizationException.class),
            "this login may not see the topic %s; grant it DESCRIBE on the topic"
                .formatted(topic)));
  }

  /** Returns the failure of a question about the group. */
  SourceException groupFailed(Throwable failure) {
    String noCoordinator =
        "the coordinator of group %s does not answer; see whether the topic __consumer_offsets"
                .formatted(group)
            + " exists and each of its partitions has a leader";
    return explained(
        failure,
        "asking about the group " + group,
        new Row(SILENCE, noCoordinator),
        new Row(
            List.of(CoordinatorNotAvailableException.class, NotCoordinatorException.class),
            noCoordinator),
        new Row(
            List.of(AuthorizationException.class),
            "this login may not see the group %s; grant it DESCRIBE on the group"
                .formatted(group)));
  }

  /** Returns the sentence of the first row that has the cause. */
  private static SourceException explained(Throwable failure, String doing, Row... rows) {
    return Arrays.stream(rows)
        .filter(row -> row.isOf(failure))
        .findFirst()
        .map(row -> SourceException.passing(row.sentence(), failure))
        .orElseGet(() -> other(doing, failure));
  }

  private static SourceException other(String doing, Throwable failure) {
    return failure instanceof RuntimeException unchecked
        ? KafkaErrors.translate(doing, unchecked)
        : SourceException.passing(doing + ": " + KafkaErrors.chain(failure), failure);
  }
}
