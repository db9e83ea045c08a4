package dev.rbacconsumer.core.settings;

import java.util.List;

/**
 * Reads the settings of one part of a program together, from one {@link SettingValues}.
 *
 * @param <T> what they configure
 */
public interface SettingsPart<T> {
  /** Returns the settings that count, in the order of their output. */
  List<Setting<?>> settings();

  /**
   * Returns the values that are valid alone and invalid together. A setting that is invalid by
   * itself is not reported again.
   */
  List<Problem> problems();

  /**
   * Returns one sentence for each value that is probably not intended. Called only if each value is
   * valid alone.
   */
  List<String> warnings();

  /** Returns the result. Called only if there is no problem. */
  T value();
}
