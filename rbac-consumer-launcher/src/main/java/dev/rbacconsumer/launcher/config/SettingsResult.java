package dev.rbacconsumer.launcher.config;

import java.util.List;
import java.util.function.Function;

/** What reading the settings came to. */
public sealed interface SettingsResult {
  /**
   * All is well.
   *
   * @param settings complete
   * @param lines one for each setting, for the log: name, value, where from
   * @param warnings one sentence each: what was probably not meant like this
   */
  record Accepted(Settings settings, List<String> lines, List<String> warnings)
      implements SettingsResult {}

  /**
   * The consumer cannot start.
   *
   * @param problems all there are, at least one
   * @param warnings as for accepted ones; they may explain the problems
   */
  record Refused(List<Problem> problems, List<String> warnings) implements SettingsResult {}

  /** The one place that tells the variants apart. */
  default <R> R match(Function<Accepted, R> accepted, Function<Refused, R> refused) {
    return this instanceof Accepted it ? accepted.apply(it) : refused.apply((Refused) this);
  }
}
