package dev.rbacconsumer.core.settings;

import dev.rbacconsumer.core.internal.text.SafeText;
import java.util.Optional;

/**
 * Setting with its value from the sources.
 *
 * @param given value from a source; empty if the default applies
 * @param text the given text, or the default; empty if there is neither
 * @param parsed result of parsing the text
 */
public record ResolvedSetting<T>(
    Setting<T> setting, Optional<RawValue> given, Optional<String> text, ParseResult<T> parsed) {

  /** Resolves a setting from where it has a value, or else from its default. */
  public static <T> ResolvedSetting<T> of(Setting<T> setting, SettingValues values) {
    Optional<RawValue> given = values.find(setting);
    Optional<String> text = given.map(RawValue::text).or(setting::defaultText);
    ValueType<T> type = byOption(given, setting) ? setting.optionType() : setting.type();
    return new ResolvedSetting<>(
        setting, given, text, text.map(type::parse).orElseGet(ParseResult::bad));
  }

  /** Returns the problem with the value by itself; empty if it is valid. */
  public Optional<Problem> problem() {
    return parsed instanceof ParseResult.Bad<T> bad
        ? Optional.of(problem(wanted(), bad.detail()))
        : Optional.empty();
  }

  /** Returns a problem with the value in combination with another setting. */
  public Problem problem(String wanted, String detail) {
    String alternative =
        given.isPresent() ? "" : setting.option().map(it -> " (or " + it + ")").orElse("");
    return new Problem(name(), wanted + alternative, shown() + detail);
  }

  /**
   * Returns the name under which the value was given, for messages about it; the name of the
   * setting if none was given.
   */
  public String name() {
    return given.map(RawValue::name).orElse(setting.name());
  }

  /** Returns the value; empty if there is a problem with it. */
  public Optional<T> value() {
    return parsed instanceof ParseResult.Good<T> good
        ? Optional.of(good.value())
        : Optional.empty();
  }

  /** Returns the value. Called only if there is no problem. */
  public T valid() {
    return value().orElseThrow(() -> new IllegalStateException("refused: " + setting.name()));
  }

  /** Returns one line for the log: name, value, source. */
  public String line() {
    String value = setting.secret() ? "(hidden)" : SafeText.quoted(text.orElse(""));
    return "%s = %s (%s)"
        .formatted(setting.name(), value, given.map(RawValue::from).orElse("default"));
  }

  private String wanted() {
    return (byOption(given, setting) ? setting.optionType() : setting.type()).wanted();
  }

  private static boolean byOption(Optional<RawValue> given, Setting<?> setting) {
    return given.isPresent() && setting.option().equals(given.map(RawValue::name));
  }

  /** Returns the same as {@link #line}: the text of a record would show a secret. */
  @Override
  public String toString() {
    return line();
  }

  private String shown() {
    if (text.isEmpty()) {
      return "nothing";
    }
    String value = setting.secret() ? "a hidden value" : SafeText.quoted(text.get());
    return given.isPresent() ? value : "nothing, which means " + value;
  }
}
