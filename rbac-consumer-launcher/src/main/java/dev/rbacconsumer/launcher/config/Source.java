package dev.rbacconsumer.launcher.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One place that settings come from, such as the environment.
 *
 * @param label what the listing at the start calls it
 * @param values by name of setting; a blank one counts as not set
 * @param ours whether nobody but us has values there, so that every name should be known
 * @param naming from the name of a setting to how a complaint calls the value found here
 */
record Source(
    String label, Map<String, String> values, boolean ours, UnaryOperator<String> naming) {
  private static final String ENVIRONMENT = "environment";

  Source {
    values = Map.copyOf(values);
  }

  /** The variables of the process. */
  static Source environment(Map<String, String> variables) {
    return new Source(ENVIRONMENT, variables, false, UnaryOperator.identity());
  }

  /** A file that holds settings under their own names. */
  static Source file(String path, Map<String, String> values) {
    return new Source(path, values, true, name -> name + " in " + path);
  }

  Optional<Given> find(String name) {
    return Optional.ofNullable(values.get(name))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .map(text -> new Given(text, naming.apply(name), label));
  }
}
