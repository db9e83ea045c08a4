package dev.rbacconsumer.core.config;

import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Settings of the source thread. Begin with {@link #defaults} and replace single values. */
public final class DispatcherSettings {

  private final String groupId;
  private final Duration pollTimeout;
  private final Duration drainTimeout;
  private final Duration commitTimeout;
  private final Duration retryDelay;
  private final Duration commitInterval;
  private final DataLossPolicy onDataLoss;
  private final Optional<String> topic;
  private final boolean allowsCompactedTopic;

  private DispatcherSettings(Draft draft) {
    notNegative("poll timeout", draft.pollTimeout);
    notNegative("drain timeout", draft.drainTimeout);
    notNegative("commit timeout", draft.commitTimeout);
    notNegative("retry delay", draft.retryDelay);
    notNegative("commit interval", draft.commitInterval);
    this.groupId = draft.groupId;
    this.pollTimeout = draft.pollTimeout;
    this.drainTimeout = draft.drainTimeout;
    this.commitTimeout = draft.commitTimeout;
    this.retryDelay = draft.retryDelay;
    this.commitInterval = draft.commitInterval;
    this.onDataLoss = draft.onDataLoss;
    this.topic = draft.topic;
    this.allowsCompactedTopic = draft.allowsCompactedTopic;
  }

  /** Returns the default settings of a consumer group. */
  public static DispatcherSettings defaults(String groupId) {
    return new DispatcherSettings(new Draft(groupId));
  }

  /**
   * Returns a copy with another longest wait for records while nothing else happens.
   *
   * @param timeout zero or more
   * @throws IllegalArgumentException if it is negative
   */
  public DispatcherSettings withPollTimeout(Duration timeout) {
    return with(draft -> draft.pollTimeout = timeout);
  }

  /**
   * Returns a copy with another longest wait for attempts in progress.
   *
   * @param timeout longest wait when partitions go or the instance stops, zero or more; what is
   *     still running then is interrupted
   * @throws IllegalArgumentException if it is negative
   */
  public DispatcherSettings withDrainTimeout(Duration timeout) {
    return with(draft -> draft.drainTimeout = timeout);
  }

  /**
   * Returns a copy with another longest wait for the last commit.
   *
   * @param timeout longest wait when partitions go or the instance stops, zero or more
   * @throws IllegalArgumentException if it is negative
   */
  public DispatcherSettings withCommitTimeout(Duration timeout) {
    return with(draft -> draft.commitTimeout = timeout);
  }

  /**
   * Returns a copy with another wait before a failed read or position is tried again. It is also
   * the longest wait after a failed commit; the first is 50 ms, and each further one twice as long.
   *
   * @param delay zero or more
   * @throws IllegalArgumentException if it is negative
   */
  public DispatcherSettings withRetryDelay(Duration delay) {
    return with(draft -> draft.retryDelay = delay);
  }

  /**
   * Returns a copy with another time between two commits that nothing waits for.
   *
   * @param interval shortest time, zero or more; what an instance applies in this time shows as
   *     lag, and a later owner applies it again if the instance ends without a shutdown
   * @throws IllegalArgumentException if it is negative
   */
  public DispatcherSettings withCommitInterval(Duration interval) {
    return with(draft -> draft.commitInterval = interval);
  }

  /** Returns a copy with another policy for records that are gone. */
  public DispatcherSettings withOnDataLoss(DataLossPolicy other) {
    return with(draft -> draft.onDataLoss = other);
  }

  /** Returns a copy that reads, or refuses, topics that the broker compacts. */
  public DispatcherSettings withCompactedTopic(boolean allowed) {
    return with(draft -> draft.allowsCompactedTopic = allowed);
  }

  /**
   * Returns a copy with a main topic, whose lock ids are {@code <group>/<partition>}; the ids of
   * other topics also contain the topic.
   *
   * @param main the topic whose locks are those of the older consumer, {@code <group>/<partition>};
   *     those of any other topic are {@code <group>/<topic>/<partition>}, with a bar for each dot
   */
  public DispatcherSettings withTopic(String main) {
    return with(draft -> draft.topic = Optional.of(main));
  }

  /** Returns the consumer group; the first part of every lock id. */
  public String groupId() {
    return groupId;
  }

  /** Returns the longest wait for records while nothing else happens. */
  public Duration pollTimeout() {
    return pollTimeout;
  }

  /** Returns the longest wait for attempts in progress when partitions go or the instance stops. */
  public Duration drainTimeout() {
    return drainTimeout;
  }

  /** Returns the longest wait for the last commit when partitions go or the instance stops. */
  public Duration commitTimeout() {
    return commitTimeout;
  }

  /**
   * Returns the wait before a failed read or position is tried again, which is the longest one
   * after a failed commit.
   */
  public Duration retryDelay() {
    return retryDelay;
  }

  /** Returns the shortest time between two commits that nothing waits for. */
  public Duration commitInterval() {
    return commitInterval;
  }

  /** Returns the policy for a partition whose log no longer holds the next record. */
  public DataLossPolicy onDataLoss() {
    return onDataLoss;
  }

  /** Returns the topic that is not named in lock ids; empty where there is only one. */
  public Optional<String> topic() {
    return topic;
  }

  /** Returns whether a topic is read although the broker compacts it. */
  public boolean allowsCompactedTopic() {
    return allowsCompactedTopic;
  }

  /**
   * Returns the id of the lock of a partition, by which its owners exclude each other. Each dot of
   * a topic becomes a bar: a lock id cannot hold a dot, nor a topic a bar.
   */
  public String lockId(PartitionId partition) {
    return topic.isEmpty() || topic.get().equals(partition.topic())
        ? groupId + "/" + partition.number()
        : groupId + "/" + partition.topic().replace('.', '|') + "/" + partition.number();
  }

  private static void notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("%s: want >= 0, got %s".formatted(name, value));
    }
  }

  private DispatcherSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new DispatcherSettings(draft);
  }

  private List<Object> values() {
    return List.of(
        groupId,
        pollTimeout,
        drainTimeout,
        commitTimeout,
        retryDelay,
        commitInterval,
        onDataLoss,
        topic,
        allowsCompactedTopic);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DispatcherSettings that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return ("DispatcherSettings[groupId=%s, pollTimeout=%s, drainTimeout=%s, "
            + "commitTimeout=%s, retryDelay=%s, commitInterval=%s, onDataLoss=%s, topic=%s, "
            + "allowsCompactedTopic=%s]")
        .formatted(values().toArray());
  }

  /** The values of an instance while one of them is replaced. */
  private static final class Draft {
    private String groupId;
    private Duration pollTimeout = Duration.ofSeconds(1);
    private Duration drainTimeout = Duration.ofSeconds(15);
    private Duration commitTimeout = Duration.ofSeconds(5);
    private Duration retryDelay = Duration.ofSeconds(1);
    private Duration commitInterval = Duration.ofMillis(50);
    private DataLossPolicy onDataLoss = DataLossPolicy.BLOCK;
    private Optional<String> topic = Optional.empty();
    private boolean allowsCompactedTopic = false;

    Draft(String groupId) {
      this.groupId = groupId;
    }

    Draft(DispatcherSettings from) {
      this.groupId = from.groupId;
      this.pollTimeout = from.pollTimeout;
      this.drainTimeout = from.drainTimeout;
      this.commitTimeout = from.commitTimeout;
      this.retryDelay = from.retryDelay;
      this.commitInterval = from.commitInterval;
      this.onDataLoss = from.onDataLoss;
      this.topic = from.topic;
      this.allowsCompactedTopic = from.allowsCompactedTopic;
    }
  }
}
