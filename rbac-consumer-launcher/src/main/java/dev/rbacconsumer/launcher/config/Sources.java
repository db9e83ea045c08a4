package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.settings.RawValue;
import dev.rbacconsumer.core.settings.ResolvedSetting;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingFamily;
import dev.rbacconsumer.core.settings.SettingValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All sources of settings, without the defaults.
 *
 * @param options options of the command line, by name such as {@code --topic}; they take precedence
 *     over the others
 * @param others other sources, from the highest to the lowest precedence
 */
record Sources(Map<String, String> options, List<Source> others) implements SettingValues {
  Sources {
    options = Map.copyOf(options);
    others = List.copyOf(others);
  }

  /** Returns only the environment and the command line. */
  static Sources of(Map<String, String> environment, Map<String, String> options) {
    return new Sources(options, List.of(Source.environment(environment)));
  }

  /**
   * Returns the value of a setting with the highest precedence; empty if only its default remains.
   */
  @Override
  public Optional<RawValue> find(Setting<?> setting) {
    return option(AllSettings.withOption(setting)).or(() -> given(setting.name()).findFirst());
  }

  @Override
  public SortedMap<String, RawValue> find(SettingFamily family) {
    SortedMap<String, RawValue> found = new TreeMap<>();
    for (Source source : others) {
      source.find(family).forEach((property, value) -> found.putIfAbsent(property, value));
    }
    return found;
  }

  @Override
  public <T> ResolvedSetting<T> resolve(Setting<T> setting) {
    return ResolvedSetting.of(AllSettings.withOption(setting), this);
  }

  /**
   * Returns all values of a name in the other sources, from the highest to the lowest precedence.
   */
  Stream<RawValue> given(String name) {
    return others.stream().flatMap(source -> source.find(name).stream());
  }

  private Optional<RawValue> option(Setting<?> setting) {
    return setting
        .option()
        .flatMap(
            name -> Optional.ofNullable(options.get(name)).map(it -> new RawValue(it, name, name)));
  }
}
