package dev.rbacconsumer.core.settings;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads values of settings from a map.
 *
 * @param values by name, as in the environment; a blank one counts as not set
 */
record MapValues(Map<String, String> values) implements SettingValues {
  private static final String FROM = "map";

  MapValues {
    values = Map.copyOf(values);
  }

  @Override
  public Optional<RawValue> find(Setting<?> setting) {
    return raw(setting.name());
  }

  @Override
  public SortedMap<String, RawValue> find(SettingFamily family) {
    SortedMap<String, RawValue> found = new TreeMap<>();
    family
        .names(values.keySet(), SettingFamily.Form.VARIABLE)
        .forEach((property, name) -> raw(name).ifPresent(it -> found.put(property, it)));
    return found;
  }

  /** Returns the number of values: a text of all of them would show secrets. */
  @Override
  public String toString() {
    return values.size() + " values";
  }

  private Optional<RawValue> raw(String name) {
    return RawValue.of(values.get(name), name, FROM);
  }
}
