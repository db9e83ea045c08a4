package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.settings.RawValue;
import dev.rbacconsumer.core.settings.SettingFamily;
import dev.rbacconsumer.kafka.settings.KafkaSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Source of settings, such as the environment.
 *
 * @param label its name in the listing at the start
 * @param values by name of setting; a blank one counts as not set
 * @param form how names of families are written there
 * @param ours whether all values there are ours, so that every name should be known
 * @param naming from the name of a setting to the name of its value in problem reports
 */
record Source(
    String label,
    Map<String, String> values,
    SettingFamily.Form form,
    boolean ours,
    UnaryOperator<String> naming) {
  Source {
    values = Map.copyOf(values);
  }

  /** Returns the source of the process's environment variables. */
  static Source environment(Map<String, String> variables) {
    return new Source(
        "environment", variables, SettingFamily.Form.VARIABLE, false, UnaryOperator.identity());
  }

  /** Returns the source of a file that holds settings under their own names. */
  static Source file(String path, Map<String, String> values) {
    return new Source(path, values, SettingFamily.Form.KEY, true, name -> name + " in " + path);
  }

  /** Returns the source of Clowder's file, which has its own names for all values. */
  static Source clowder(Clowder file) {
    Map<String, String> values = new TreeMap<>(file.settings());
    file.properties()
        .forEach((property, value) -> values.put(KafkaSettings.PROPERTIES.key(property), value));
    return new Source(
        file.path(), values, SettingFamily.Form.KEY, false, name -> name + " from " + file.path());
  }

  /** Returns a copy without these names. */
  Source without(Set<String> names) {
    Map<String, String> rest = new TreeMap<>(values);
    rest.keySet().removeAll(names);
    return new Source(label, rest, form, ours, naming);
  }

  /** Returns a copy with these names only. */
  Source only(Set<String> names) {
    Map<String, String> rest = new TreeMap<>(values);
    rest.keySet().retainAll(names);
    return new Source(label, rest, form, ours, naming);
  }

  Optional<RawValue> find(String name) {
    return RawValue.of(values.get(name), naming.apply(name), label);
  }

  /** Returns each member of a family that is set here, by property. */
  SortedMap<String, RawValue> find(SettingFamily family) {
    SortedMap<String, RawValue> found = new TreeMap<>();
    family
        .names(values.keySet(), form)
        .forEach((property, name) -> find(name).ifPresent(it -> found.put(property, it)));
    return found;
  }
}
