package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.lane.FailurePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds combinations of values that are valid alone and invalid together. */
final class CrossFieldChecks {
  private final Sources sources;

  private CrossFieldChecks(Sources sources) {
    this.sources = sources;
  }

  /** Returns all such problems. A setting that is invalid by itself is not reported again. */
  static List<Problem> problems(Sources sources) {
    CrossFieldChecks values = new CrossFieldChecks(sources);
    List<Problem> problems = new ArrayList<>();
    values.below(AllSettings.RETRY_FIRST_DELAY, AllSettings.RETRY_MAX_DELAY, problems);
    values.below(ProcessSettings.STALL_REPORT, ProcessSettings.STALL_LIVENESS, problems);
    values.sameProbeFile().ifPresent(problems::add);
    problems.addAll(values.deadLettersWithoutTopic());
    values.deadLettersIntoOwnTopic().ifPresent(problems::add);
    return problems;
  }

  private void below(Setting<Duration> least, Setting<Duration> setting, List<Problem> problems) {
    ResolvedSetting<Duration> reading = lookUp(setting);
    Optional<Duration> floor = lookUp(least).value();
    if (floor.isPresent()
        && reading.value().isPresent()
        && reading.valid().compareTo(floor.get()) < 0) {
      problems.add(
          reading.problem(
              "at least %s (%s)".formatted(least.name(), DurationText.show(floor.get())), ""));
    }
  }

  private Optional<Problem> sameProbeFile() {
    Optional<Path> liveness = lookUp(ProcessSettings.LIVENESS_FILE).value().map(Path::normalize);
    ResolvedSetting<Path> readiness = lookUp(ProcessSettings.READINESS_FILE);
    return liveness.isPresent() && liveness.equals(readiness.value().map(Path::normalize))
        ? Optional.of(
            readiness.problem("another file than " + ProcessSettings.LIVENESS_FILE.name(), ""))
        : Optional.empty();
  }

  private List<Problem> deadLettersWithoutTopic() {
    boolean noTopic =
        lookUp(AllSettings.DEAD_LETTER_TOPIC).value().map(Optional::isEmpty).orElse(false);
    return Stream.of(AllSettings.ON_MALFORMED, AllSettings.ON_INVALID, AllSettings.ON_REJECTED)
        .map(this::lookUp)
        .filter(policy -> noTopic && policy.value().equals(Optional.of(FailurePolicy.DEAD_LETTER)))
        .map(
            policy ->
                policy.problem(
                    AllSettings.DEAD_LETTER_TOPIC.name() + " beside it, or another policy", ""))
        .toList();
  }

  private Optional<Problem> deadLettersIntoOwnTopic() {
    ResolvedSetting<Optional<String>> letters = lookUp(AllSettings.DEAD_LETTER_TOPIC);
    Optional<String> topic = lookUp(AllSettings.TOPIC).value();
    return topic.isPresent() && letters.value().equals(Optional.of(topic))
        ? Optional.of(letters.problem("another topic than the one that is read", ""))
        : Optional.empty();
  }

  private <T> ResolvedSetting<T> lookUp(Setting<T> setting) {
    return ResolvedSetting.of(setting, sources);
  }
}
