package dev.rbacconsumer.launcher.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Source of settings, such as the environment.
 *
 * @param label its name in the listing at the start
 * @param values by name of setting; a blank one counts as not set
 * @param properties name of the value for each property of the Kafka client
 * @param ours whether all values there are ours, so that every name should be known
 * @param naming from the name of a setting to the name of its value in problem reports
 */
record Source(
    String label,
    Map<String, String> values,
    SortedMap<String, String> properties,
    boolean ours,
    UnaryOperator<String> naming) {
  private static final String VARIABLE_PREFIX = "KAFKA_PROPERTY_";
  private static final String KEY_PREFIX = "kafka.";

  Source {
    values = Map.copyOf(values);
  }

  /** Returns the source of the process's environment variables. */
  static Source environment(Map<String, String> variables) {
    return new Source(
        "environment",
        variables,
        properties(
            variables, VARIABLE_PREFIX, name -> name.toLowerCase(Locale.ROOT).replace('_', '.')),
        false,
        UnaryOperator.identity());
  }

  /** Returns the source of a file that holds settings under their own names. */
  static Source file(String path, Map<String, String> values) {
    return new Source(
        path,
        values,
        properties(values, KEY_PREFIX, UnaryOperator.identity()),
        true,
        name -> name + " in " + path);
  }

  /** Returns the source of Clowder's file, which has its own names for all values. */
  static Source clowder(Clowder file) {
    Map<String, String> values = new TreeMap<>(file.settings());
    file.properties().forEach((name, value) -> values.put(KEY_PREFIX + name, value));
    return new Source(
        file.path(),
        values,
        properties(values, KEY_PREFIX, UnaryOperator.identity()),
        false,
        name -> name + " from " + file.path());
  }

  Optional<RawValue> find(String name) {
    return Optional.ofNullable(values.get(name))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .map(text -> new RawValue(text, naming.apply(name), label));
  }

  private static SortedMap<String, String> properties(
      Map<String, String> values, String prefix, UnaryOperator<String> property) {
    SortedMap<String, String> properties = new TreeMap<>();
    values.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .forEach(name -> properties.put(property.apply(name.substring(prefix.length())), name));
    return properties;
  }
}
