package dev.rbacconsumer.launcher.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All places that settings come from, defaults aside.
 *
 * @param options given on the command line, by name such as {@code --topic}; they beat the others
 * @param others from the strongest to the weakest
 */
record Sources(Map<String, String> options, List<Source> others) {
  Sources {
    options = Map.copyOf(options);
    others = List.copyOf(others);
  }

  /** The environment and the command line alone. */
  static Sources of(Map<String, String> environment, Map<String, String> options) {
    return new Sources(options, List.of(Source.environment(environment)));
  }

  /** The strongest value of a setting; empty where only its default is left. */
  Optional<RawValue> find(Setting<?> setting) {
    return option(setting).or(() -> given(setting.name()).findFirst());
  }

  /** All values of a name that the others hold, from the strongest to the weakest. */
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
