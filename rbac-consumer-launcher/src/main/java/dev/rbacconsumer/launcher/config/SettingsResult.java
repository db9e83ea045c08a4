package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.settings.Problem;
import java.util.List;
import java.util.function.Function;

/** Result of reading the settings. */
public sealed interface SettingsResult {
  /**
   * Valid settings.
   *
   * @param settings the complete settings
   * @param lines one line for each setting, for the log: name, value, source
   * @param notes one sentence for each value that another source replaces as documented
   * @param warnings one sentence for each value that is probably not intended
   * @param ignored problems that have no effect, because the consumer is switched off
   */
  record Accepted(
      Settings settings,
      List<String> lines,
      List<String> notes,
      List<String> warnings,
      List<Problem> ignored)
      implements SettingsResult {}

  /**
   * Refused settings, with which the consumer cannot start.
   *
   * @param problems all problems, at least one
   * @param warnings as for accepted ones; they may explain the problems
   */
  record Refused(List<Problem> problems, List<String> warnings) implements SettingsResult {}

  /** Calls the function for the variant of this result. */
  default <R> R match(Function<Accepted, R> accepted, Function<Refused, R> refused) {
    return this instanceof Accepted it ? accepted.apply(it) : refused.apply((Refused) this);
  }
}
