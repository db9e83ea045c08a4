package dev.rbacconsumer.core.settings;

import java.util.Optional;

/**
 * The definition of one setting.
 *
 * @param name environment variable
 * @param type format and allowed values
 * @param defaultText default value; empty if a value is required
 * @param option command line option, which takes precedence over the variable
 * @param optionType format of the option's value, which may differ from the variable's
 * @param secret whether the value must never be shown
 * @param meaning one or more sentences for the table
 */
public record Setting<T>(
    String name,
    ValueType<T> type,
    Optional<String> defaultText,
    Optional<String> option,
    ValueType<T> optionType,
    boolean secret,
    String meaning) {

  /** Defines a setting without a default. */
  public static <T> Setting<T> required(String name, ValueType<T> type, String meaning) {
    return new Setting<>(name, type, Optional.empty(), Optional.empty(), type, false, meaning);
  }

  /** Defines a setting with a default, which the type must accept. */
  public static <T> Setting<T> optional(
      String name, ValueType<T> type, String defaultText, String meaning) {
    return new Setting<>(
        name, type, Optional.of(defaultText), Optional.empty(), type, false, meaning);
  }

  /** Returns the same setting with an option on the command line. */
  public Setting<T> overriddenBy(String commandLineOption) {
    return overriddenBy(commandLineOption, type);
  }

  /** Returns the same setting with an option whose values have a type of their own. */
  public Setting<T> overriddenBy(String commandLineOption, ValueType<T> itsType) {
    return new Setting<>(
        name, type, defaultText, Optional.of(commandLineOption), itsType, secret, meaning);
  }

  /** Returns the same setting as a secret. */
  public Setting<T> hidden() {
    return new Setting<>(name, type, defaultText, option, optionType, true, meaning);
  }
}
