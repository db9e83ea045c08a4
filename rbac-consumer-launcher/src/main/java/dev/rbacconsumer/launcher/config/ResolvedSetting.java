package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.text.SafeText;
import java.util.Optional;

/**
 * One setting looked up in what was handed in.
 *
 * @param given what somebody gave; empty where the default holds
 * @param text as it was given, or the default; empty when there is neither
 * @param parsed what the text came to
 */
record ResolvedSetting<T>(
    Setting<T> setting, Optional<RawValue> given, Optional<String> text, Parsed<T> parsed) {

  /** The strongest source that has the setting, else its default. */
  static <T> ResolvedSetting<T> of(Setting<T> setting, Sources sources) {
    Optional<RawValue> given = sources.find(setting);
    Optional<String> text = given.map(RawValue::text).or(setting::defaultText);
    ValueType<T> type = byOption(given, setting) ? setting.optionType() : setting.type();
    return new ResolvedSetting<>(
        setting, given, text, text.map(type::parse).orElseGet(Parsed::bad));
  }

  Optional<Problem> problem() {
    return parsed instanceof Parsed.Bad<T> bad
        ? Optional.of(problem(wanted(), bad.detail()))
        : Optional.empty();
  }

  /** A complaint about the value that only shows beside another setting's. */
  Problem problem(String wanted, String detail) {
    String alternative =
        given.isPresent() ? "" : setting.option().map(it -> " (or " + it + ")").orElse("");
    return new Problem(name(), wanted + alternative, shown() + detail);
  }

  /** How a complaint calls the value. */
  String name() {
    return given.map(RawValue::name).orElse(setting.name());
  }

  Optional<T> value() {
    return parsed instanceof Parsed.Good<T> good ? Optional.of(good.value()) : Optional.empty();
  }

  /** The value, once it is known that there is no problem. */
  T valid() {
    return value().orElseThrow(() -> new IllegalStateException("refused: " + setting.name()));
  }

  /** One line for the log: name, value, where from. */
  String line() {
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

  /** The same as {@link #line}: the text of a record would show a secret. */
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
