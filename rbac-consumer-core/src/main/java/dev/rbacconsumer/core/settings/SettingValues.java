package dev.rbacconsumer.core.settings;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Finds the values of settings where a program has them: in a map, or in several sources. */
public interface SettingValues {
  /** Returns values from a map by name of setting, such as {@link System#getenv()}. */
  static SettingValues of(Map<String, String> values) {
    return new MapValues(values);
  }

  /** Returns the value that applies to a setting; empty if only its default remains. */
  Optional<RawValue> find(Setting<?> setting);

  /** Returns the value that applies to each member of a family that is set, by property. */
  SortedMap<String, RawValue> find(SettingFamily family);

  /**
   * Returns a sentence for each name that looks like that of a setting and was not looked up so
   * far: most likely a typing error. By default, there are none; values of a map know theirs.
   */
  default List<String> warnings() {
    return List.of();
  }

  /** Returns a setting with its value, or its default. */
  default <T> ResolvedSetting<T> resolve(Setting<T> setting) {
    return ResolvedSetting.of(setting, this);
  }

  /** Returns the valid value of a setting. Called only if there is no problem with it. */
  default <T> T get(Setting<T> setting) {
    return resolve(setting).valid();
  }

  /** Returns the problems of these settings, each by itself. */
  default List<Problem> problems(Collection<? extends Setting<?>> settings) {
    return settings.stream().flatMap(it -> resolve(it).problem().stream()).toList();
  }
}
