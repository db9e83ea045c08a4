package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.relations.config.RelationsSettings;
import java.time.Duration;

/** Settings under which no time runs out, however slow the machine. */
final class PatientSettings {
  /** Longest time that anything may take. */
  static final Duration LONG = Duration.ofMinutes(2);

  private PatientSettings() {}

  static RelationsSettings.Builder of(String target) {
    return RelationsSettings.forTarget(target)
        .callDeadline(LONG)
        .connectTimeout(LONG)
        .silenceTimeout(LONG);
  }
}
