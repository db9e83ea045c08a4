package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.ResolvedSetting;
import dev.rbacconsumer.kafka.settings.KafkaSettings;
import dev.rbacconsumer.launcher.tokens.settings.ClowderDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens the files with settings, and orders all sources. */
final class SourceReader {
  private final Consumer<Problem> problems;
  private final Consumer<String> notes;
  private final Consumer<String> warnings;

  SourceReader(Consumer<Problem> problems, Consumer<String> notes, Consumer<String> warnings) {
    this.problems = problems;
    this.notes = notes;
    this.warnings = warnings;
  }

  /** Returns the explicit sources: the command line, the environment and the settings file. */
  Sources written(Map<String, String> environment, Map<String, String> options) {
    List<Source> others = new ArrayList<>();
    others.add(Source.environment(environment));
    Optional.ofNullable(options.get(SettingsFile.OPTION))
        .map(path -> Source.file(path, SettingsFile.read(path, problems)))
        .ifPresent(others::add);
    return new Sources(options, others);
  }

  /** Returns Clowder's file, if it is to be used. */
  Clowder clowder(Sources written) {
    ResolvedSetting<Optional<Boolean>> enabled = written.resolve(AllSettings.CLOWDER_ENABLED);
    ResolvedSetting<Optional<String>> file = written.resolve(AllSettings.ACG_CONFIG);
    Optional<String> path = file.value().flatMap(it -> it);
    boolean wanted = enabled.value().map(it -> it.orElse(path.isPresent())).orElse(false);
    if (wanted && path.isEmpty()) {
      problems.accept(
          enabled.problem(AllSettings.ACG_CONFIG.name() + " beside it, as Clowder sets it", ""));
    }
    if (!wanted && path.isPresent()) {
      warnings.accept(
          "%s: not read, because %s is false"
              .formatted(file.name(), AllSettings.CLOWDER_ENABLED.name()));
    }
    return wanted ? path.map(it -> Clowder.read(it, problems)).orElse(Clowder.NONE) : Clowder.NONE;
  }

  /** Inserts Clowder's file after the environment and before the settings file. */
  Sources with(Clowder file, Sources all) {
    if (file.path().isEmpty()) {
      return all;
    }
    Sources written = new ClowderPrecedence(file, notes, warnings).apply(all);
    Source environment = written.others().get(0);
    Clowder clowder =
        file.without(ClowderRelations.beaten(written, environment))
            .without(ClowderDatabase.beaten(it -> environment.find(it).isPresent()));
    clowder.settings().keySet().stream()
        .sorted()
        .forEach(name -> warnOfOther(name, environment, clowder));
    boolean otherBrokers =
        environment.find(KafkaSettings.SERVERS.name()).isPresent()
            || written.find(KafkaSettings.CUSTOM_BROKER).isPresent();
    if (otherBrokers && !clowder.properties().isEmpty()) {
      warnings.accept(
          "Clowder's login and certificates are left aside: they are for Clowder's brokers, and "
              + (written.find(KafkaSettings.CUSTOM_BROKER).isPresent()
                  ? KafkaSettings.CUSTOM_BROKER.name()
                  : KafkaSettings.SERVERS.name())
              + " names others");
    }
    List<Source> others = new ArrayList<>(written.others());
    others.add(1, Source.clowder(otherBrokers ? clowder.withoutBrokers() : clowder));
    return new Sources(written.options(), others);
  }

  private void warnOfOther(String name, Source environment, Clowder clowder) {
    String offered = clowder.settings().getOrDefault(name, "");
    environment
        .find(name)
        .filter(it -> !offered.isEmpty() && !it.text().equals(offered))
        .ifPresent(
            it ->
                warnings.accept(
                    ClowderDatabase.isSecret(name)
                        ? it.name() + ": Clowder's file says something else, which is not used"
                        : "%s: %s is used, though Clowder's file says %s"
                            .formatted(
                                it.name(), SafeText.quoted(it.text()), SafeText.quoted(offered))));
  }
}
