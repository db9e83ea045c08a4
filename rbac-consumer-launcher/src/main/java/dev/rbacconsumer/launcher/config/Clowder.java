package dev.rbacconsumer.launcher.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.kafka.settings.KafkaSettings;
import dev.rbacconsumer.launcher.tokens.settings.ClowderDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Settings from the file that Clowder mounts in every pod. Unknown content is ignored, since new
 * versions of Clowder add to it.
 *
 * @param path path of the file; empty if there is none
 * @param settings values by name of setting
 * @param properties properties of the Kafka client, by Kafka's names; they apply only to the
 *     brokers in these settings
 * @param topics from the name that the deployment requested to the name on the broker
 */
record Clowder(
    String path,
    Map<String, String> settings,
    Map<String, String> properties,
    Map<String, String> topics) {
  static final Clowder NONE = new Clowder("", Map.of(), Map.of(), Map.of());

  Clowder {
    settings = Map.copyOf(settings);
    properties = Map.copyOf(properties);
    topics = Map.copyOf(topics);
  }

  /** Reads the file. If it cannot be read, the result is empty and there is a problem. */
  static Clowder read(String path, Consumer<Problem> problems) {
    try {
      JsonTree root = JsonTree.parse(Files.readString(Path.of(path), UTF_8));
      if (root.isObject()) {
        return of(path, root, new ClowderProblems(path, problems));
      }
      return refused(path, "which is no object of JSON", problems);
    } catch (NoSuchFileException | InvalidPathException missing) {
      return refused(path, "where there is no file", problems);
    } catch (IOException broken) {
      String why = String.valueOf(broken.getMessage());
      return refused(
          path, why.startsWith("not JSON") ? "which is " + why : "which cannot be read", problems);
    }
  }

  /**
   * Returns a copy without brokers: if other brokers are used, they must not receive this login.
   */
  Clowder withoutBrokers() {
    Map<String, String> rest = new HashMap<>(settings);
    rest.remove(KafkaSettings.SERVERS.name());
    return new Clowder(path, rest, Map.of(), topics);
  }

  /** Returns a copy without these settings. */
  Clowder without(Set<String> names) {
    Map<String, String> rest = new HashMap<>(settings);
    rest.keySet().removeAll(names);
    return new Clowder(path, rest, properties, topics);
  }

  /** Returns the topic's name on the broker. */
  String realTopic(String requested) {
    return topics.getOrDefault(requested, requested);
  }

  /** Returns whether the file has topics or brokers, and this topic under neither of its names. */
  boolean isStrange(String topic) {
    boolean kafka = !topics.isEmpty() || settings.containsKey(KafkaSettings.SERVERS.name());
    return kafka && !topics.containsKey(topic) && !topics.containsValue(topic);
  }

  private static Clowder of(String path, JsonTree root, ClowderProblems problems) {
    Map<String, String> settings = new HashMap<>();
    Map<String, String> properties = new HashMap<>();
    ClowderBrokers.of(root.get("kafka").get("brokers"), problems)
        .ifPresent(
            brokers -> {
              settings.put(KafkaSettings.SERVERS.name(), brokers.servers());
              properties.putAll(brokers.properties());
            });
    settings.put(ProcessSettings.METRICS_PORT.name(), root.get("metricsPort").text());
    settings.put(ProcessSettings.METRICS_PATH.name(), root.get("metricsPath").text());
    settings.putAll(ClowderRelations.settings(root));
    settings.putAll(ClowderDatabase.settings(root));
    Map<String, String> topics = new HashMap<>();
    for (JsonTree topic : root.get("kafka").get("topics").items()) {
      String requested = topic.get("requestedName").text();
      String name = topic.get("name").text();
      topics.put(requested, name.isEmpty() ? requested : name);
    }
    return new Clowder(path, settings, properties, topics);
  }

  private static Clowder refused(String path, String why, Consumer<Problem> problems) {
    problems.accept(
        new Problem(
            AllSettings.ACG_CONFIG.name(),
            "the file that Clowder mounts",
            SafeText.quoted(path) + ", " + why));
    return NONE;
  }
}
