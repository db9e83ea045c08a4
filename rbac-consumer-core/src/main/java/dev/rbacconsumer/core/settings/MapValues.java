package dev.rbacconsumer.core.settings;

import dev.rbacconsumer.core.internal.text.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads values of settings from a map, and remembers which names were looked up. A blank value
 * counts as not set. Thread-safe.
 */
final class MapValues implements SettingValues {
  private static final String FROM = "map";

  private final Map<String, String> values;
  private final Set<String> read = ConcurrentHashMap.newKeySet();

  /**
   * @param values by name, as in the environment
   */
  MapValues(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  @Override
  public Optional<RawValue> find(Setting<?> setting) {
    read.add(setting.name());
    return raw(setting.name());
  }

  @Override
  public SortedMap<String, RawValue> find(SettingFamily family) {
    SortedMap<String, RawValue> found = new TreeMap<>();
    family
        .names(values.keySet(), SettingFamily.Form.VARIABLE)
        .forEach(
            (property, name) -> {
              read.add(name);
              raw(name).ifPresent(it -> found.put(property, it));
            });
    return found;
  }

  @Override
  public List<String> warnings() {
    return values.keySet().stream()
        .filter(name -> !read.contains(name) && VariableNames.isLikeASetting(name))
        .sorted()
        .map(
            name ->
                "%s: has no effect here; the nearest name that has one is %s"
                    .formatted(name, NearestName.of(name, read.stream().sorted())))
        .toList();
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
