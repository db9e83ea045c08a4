package dev.rbacconsumer.launcher.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All sources of settings, without the defaults.
 *
 * @param options options of the command line, by name such as {@code --topic}; they take precedence
 *     over the others
 * @param others other sources, from the highest to the lowest precedence
 */
record Sources(Map<String, String> options, List<Source> others) {
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
  Optional<RawValue> find(Setting<?> setting) {
    return option(setting).or(() -> given(setting.name()).findFirst());
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
