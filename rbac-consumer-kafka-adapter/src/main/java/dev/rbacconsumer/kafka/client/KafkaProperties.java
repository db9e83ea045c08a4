package dev.rbacconsumer.kafka.client;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;

/**
 * Describes single properties of the Kafka client, by Kafka's names: those of the consumer, and
 * those of the producer that writes dead letters. Pure: connects to nothing.
 */
public final class KafkaProperties {
  private static final Map<String, ConfigKey> KEYS = keys();

  /**
   * Properties of config providers. Users choose the names of the providers, so Kafka has no list
   * of these.
   */
  private static final Pattern PROVIDER =
      Pattern.compile("config\\.providers(\\.[^.]+\\.(class|param\\..+))?");

  private static final Pattern PROVIDER_PARAMETER = Pattern.compile("config\\..*\\.param\\..*");

  /** Descriptions of validators without a text of their own: an object's address in memory. */
  private static final Pattern NO_TEXT = Pattern.compile(".*(@[0-9a-f]+|\\$\\$Lambda).*");

  private KafkaProperties() {}

  /** Returns the names that the client knows, except those of config providers. */
  public static SortedSet<String> known() {
    return new TreeSet<>(KEYS.keySet());
  }

  /** Returns whether the client knows a property of this name. */
  public static boolean isKnown(String name) {
    return KEYS.containsKey(name) || PROVIDER.matcher(name).matches();
  }

  /**
   * Returns why a property cannot be set.
   *
   * @return half a sentence that continues after "because"; empty where it can be set
   */
  public static Optional<String> whyFixed(String name) {
    return Optional.ofNullable(ReservedProperties.REASONS.get(name));
  }

  /**
   * Returns whether the value is secret and must not be shown. An unknown property counts as
   * secret, since it may hold one.
   */
  public static boolean isSecret(String name) {
    ConfigKey key = KEYS.get(name);
    if (key == null) {
      return !isKnown(name) || PROVIDER_PARAMETER.matcher(name).matches();
    }
    return key.type == ConfigDef.Type.PASSWORD;
  }

  /**
   * Describes the values that the client accepts, if it does not accept this one.
   *
   * @return a few words without the value; empty if the value is valid or the property is unknown
   */
  public static Optional<String> wantedInstead(String name, String value) {
    ConfigKey key = KEYS.get(name);
    if (key == null) {
      return Optional.empty();
    }
    try {
      Object parsed = ConfigDef.parseType(name, value, key.type);
      if (key.validator != null) {
        key.validator.ensureValid(name, parsed);
      }
      return Optional.empty();
    } catch (ConfigException refused) {
      return Optional.of(wanted(key));
    }
  }

  private static String wanted(ConfigKey key) {
    String type = "what Kafka takes as " + key.type.name().toLowerCase(Locale.ROOT);
    String range = String.valueOf(key.validator);
    boolean tells = key.validator != null && !NO_TEXT.matcher(range).matches();
    return tells ? type + " " + range : type;
  }

  private static Map<String, ConfigKey> keys() {
    Map<String, ConfigKey> keys = new TreeMap<>(ProducerConfig.configDef().configKeys());
    keys.putAll(ConsumerConfig.configDef().configKeys());
    // Every client knows this property, but no list of names contains it.
    keys.remove(AbstractConfig.CONFIG_PROVIDERS_CONFIG);
    return Map.copyOf(keys);
  }
}
