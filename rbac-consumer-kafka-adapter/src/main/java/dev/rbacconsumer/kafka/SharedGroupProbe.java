package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.kafka.client.ClientConfigError;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Finds out whether a group is used for another topic as well. It joins no group and commits
 * nothing. For use by one thread at a time.
 */
public final class SharedGroupProbe implements AutoCloseable {
  private final Admin client;
  private final String group;
  private final Duration timeout;

  SharedGroupProbe(Admin client, String group, Duration timeout) {
    this.client = client;
    this.group = group;
    this.timeout = timeout;
  }

  /**
   * Creates a probe with its own client, not yet connected.
   *
   * @param timeout longest wait for one answer, above zero
   * @throws dev.rbacconsumer.kafka.client.KafkaClientException when a client cannot be created from
   *     the settings
   */
  public static SharedGroupProbe create(KafkaClientSettings settings, Duration timeout) {
    return new SharedGroupProbe(
        ClientConfigError.explaining(
            settings, () -> Admin.create(settings.adminProperties("-probe", timeout))),
        settings.groupId(),
        timeout);
  }

  /**
   * Returns the topics other than this one of which a member of the group has partitions; none
   * where this login may not see the group.
   *
   * @throws SourceException when the brokers do not answer
   * @throws InterruptedException when the calling thread is interrupted
   */
  public NavigableSet<String> otherTopicsOfMembers(String topic)
      throws SourceException, InterruptedException {
    NavigableSet<String> topics = new TreeSet<>();
    for (MemberDescription member : members()) {
      member.assignment().topicPartitions().stream()
          .map(TopicPartition::topic)
          .forEach(topics::add);
    }
    topics.remove(topic);
    return topics;
  }

  /**
   * Returns the name of the first topic that exists under one of these ids and has another name;
   * empty where there is none, or this login may not see it.
   *
   * @param ids ids of topics, as {@code PartitionOffsets} has them; others are ignored
   * @throws SourceException when the brokers do not answer
   * @throws InterruptedException when the calling thread is interrupted
   */
  public Optional<String> otherTopicWithId(String topic, Collection<String> ids)
      throws SourceException, InterruptedException {
    for (Uuid id : topicIds(ids)) {
      Optional<String> name = name(id).filter(it -> !it.equals(topic));
      if (name.isPresent()) {
        return name;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    // Zero would wait for the thread of the client without a limit.
    client.close(Duration.ofMillis(1));
  }

  private Collection<MemberDescription> members() throws SourceException, InterruptedException {
    try {
      return await(
              Objects.requireNonNull(
                  client.describeConsumerGroups(List.of(group)).describedGroups().get(group)))
          .members();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof GroupIdNotFoundException || isRefused(failed)) {
        return List.of();
      }
      throw unanswered("asking for the members of group " + group, failed);
    }
  }

  private Optional<String> name(Uuid id) throws SourceException, InterruptedException {
    try {
      return Optional.of(
          await(
                  Objects.requireNonNull(
                      client
                          .describeTopics(TopicCollection.ofTopicIds(List.of(id)))
                          .topicIdValues()
                          .get(id)))
              .name());
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof UnknownTopicIdException || isRefused(failed)) {
        return Optional.empty();
      }
      throw unanswered("looking for the topic with the id " + id, failed);
    }
  }

  private <T> T await(KafkaFuture<T> answer)
      throws ExecutionException, SourceException, InterruptedException {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException silent) {
      throw unanswered("asking about group " + group, silent);
    }
  }

  private static boolean isRefused(ExecutionException failed) {
    return failed.getCause() instanceof AuthorizationException
        || failed.getCause() instanceof UnsupportedVersionException;
  }

  private static List<Uuid> topicIds(Collection<String> texts) {
    List<Uuid> ids = new ArrayList<>();
    for (String text : texts) {
      try {
        ids.add(Uuid.fromString(text));
      } catch (IllegalArgumentException unknown) {
        // A source of another kind wrote it.
      }
    }
    return ids;
  }

  private static SourceException unanswered(String doing, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return SourceException.passing(doing + ": " + KafkaErrors.chain(cause), cause);
  }
}
