package dev.rbacconsumer.core.settings;

import java.time.Duration;
import java.util.Optional;

/** Checks that the duration of one setting is not shorter than that of another. */
public final class DurationOrder {
  private DurationOrder() {}

  /**
   * Returns a problem if a duration is below another one; none if one of them is invalid by itself.
   */
  public static Optional<Problem> problem(
      Setting<Duration> least, Setting<Duration> setting, SettingValues values) {
    ResolvedSetting<Duration> reading = values.resolve(setting);
    Optional<Duration> floor = values.resolve(least).value();
    boolean below =
        floor.isPresent()
            && reading.value().isPresent()
            && reading.valid().compareTo(floor.get()) < 0;
    return below
        ? Optional.of(
            reading.problem(
                "at least %s (%s)".formatted(least.name(), DurationText.show(floor.get())), ""))
        : Optional.empty();
  }
}
