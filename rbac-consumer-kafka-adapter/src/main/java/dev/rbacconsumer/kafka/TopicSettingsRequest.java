package dev.rbacconsumer.kafka;

import static java.util.Objects.requireNonNull;

import dev.rbacconsumer.core.record.TopicSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Queries the brokers for the settings of a topic, including those that the topic has by default.
 */
public final class TopicSettingsRequest {
  /** The remedy for an operator if the brokers refuse to answer. */
  public static final String MISSING_RIGHT = "grant DESCRIBE_CONFIGS on the topic to this login";

  private TopicSettingsRequest() {}

  /**
   * Sends the request.
   *
   * @return future that fails with {@link UnsupportedVersionException} if the brokers leave out a
   *     required setting
   */
  public static Future<TopicSettings> ask(Admin admin, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    CompletionStage<Config> config =
        requireNonNull(admin.describeConfigs(List.of(resource)).values().get(resource))
            .toCompletionStage();
    CompletionStage<TopicDescription> description =
        requireNonNull(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
            .toCompletionStage();
    return config.thenCombine(description, TopicSettingsRequest::settings).toCompletableFuture();
  }

  /**
   * Returns whether a repeated request is useless: the brokers refuse to answer this login, or do
   * not support the request.
   */
  public static boolean isRefused(KafkaException failure) {
    return failure instanceof AuthorizationException
        || failure instanceof UnsupportedVersionException;
  }

  private static TopicSettings settings(Config config, TopicDescription topic) {
    List<String> policies =
        Arrays.stream(wanted(config, TopicConfig.CLEANUP_POLICY_CONFIG).split(",", -1))
            .map(String::strip)
            .toList();
    boolean byAge = policies.contains(TopicConfig.CLEANUP_POLICY_DELETE);
    long millis = Long.parseLong(wanted(config, TopicConfig.RETENTION_MS_CONFIG));
    long bytes = Long.parseLong(found(config, TopicConfig.RETENTION_BYTES_CONFIG).orElse("-1"));
    Optional<String> minInSync = found(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    return new TopicSettings(
        policies.contains(TopicConfig.CLEANUP_POLICY_COMPACT),
        byAge && millis >= 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty(),
        byAge && bytes >= 0 ? OptionalLong.of(bytes) : OptionalLong.empty(),
        found(config, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG)
            .map(Boolean::parseBoolean)
            .orElse(false),
        topic.partitions().stream().mapToInt(it -> it.replicas().size()).min().orElse(1),
        minInSync.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(minInSync.get())));
  }

  private static String wanted(Config config, String name) {
    return found(config, name)
        .orElseThrow(
            () ->
                new UnsupportedVersionException("the brokers leave the value of " + name + " out"));
  }

  private static Optional<String> found(Config config, String name) {
    return Optional.ofNullable(config.get(name)).map(ConfigEntry::value);
  }
}
