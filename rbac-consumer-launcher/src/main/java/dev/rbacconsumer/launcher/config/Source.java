package dev.rbacconsumer.launcher.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One place that settings come from, such as the environment.
 *
 * @param label what the listing at the start calls it
 * @param values by name of setting; a blank one counts as not set
 * @param properties from a property of the Kafka client to the name among the values that has it
 * @param ours whether nobody but us has values there, so that every name should be known
 * @param naming from the name of a setting to how a complaint calls the value found here
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

  /** The variables of the process. */
  static Source environment(Map<String, String> variables) {
    return new Source(
        "environment",
        variables,
        properties(
            variables, VARIABLE_PREFIX, name -> name.toLowerCase(Locale.ROOT).replace('_', '.')),
        false,
        UnaryOperator.identity());
  }

  /** A file that holds settings under their own names. */
  static Source file(String path, Map<String, String> values) {
    return new Source(
        path,
        values,
        properties(values, KEY_PREFIX, UnaryOperator.identity()),
        true,
        name -> name + " in " + path);
  }

  /** The file of Clowder, which has names of its own for everything. */
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
