package dev.rbacconsumer.kafka.client;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redacts the secrets of a Kafka client configuration in messages of other components. Pure. */
final class ClientSecretRedactor {
  /** Shortest secret that is removed; shorter ones occur in unrelated words. */
  private static final int LEAST_LENGTH = 3;

  /** Option of a login module: quoted, or up to the next blank. */
  private static final Pattern OPTION = Pattern.compile("=\\s*(?:\"([^\"]*)\"|([^\\s\";]+))");

  /**
   * Secrets, with those that contain another one first; otherwise a part of the longer one would
   * remain.
   */
  private final SortedSet<String> secrets =
      new TreeSet<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  /**
   * @param properties of a client, by Kafka's names
   */
  ClientSecretRedactor(Map<String, String> properties) {
    properties.forEach(
        (name, value) -> {
          if (KafkaProperties.isSecret(name)) {
            add(value);
            for (Matcher option = OPTION.matcher(value); option.find(); ) {
              add(option.group(1) == null ? option.group(2) : option.group(1));
            }
          }
        });
  }

  /** Returns the first line of the text, without secrets. */
  String hide(String text) {
    String hidden = text.lines().findFirst().orElse("").strip();
    for (String secret : secrets) {
      hidden = hidden.replace(secret, "(hidden)");
    }
    return hidden;
  }

  private void add(String secret) {
    if (secret.strip().length() >= LEAST_LENGTH) {
      secrets.add(secret.strip());
    }
  }
}
