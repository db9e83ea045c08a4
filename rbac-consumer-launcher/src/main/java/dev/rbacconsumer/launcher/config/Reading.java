package dev.rbacconsumer.launcher.config;

import java.util.Map;
import java.util.Optional;

/**
 * One setting looked up in what was handed in.
 *
 * @param origin name of the variable or option the text came from, or should have
 * @param text as it was given, or the default; empty when there is neither
 * @param given whether somebody gave it
 * @param parsed what the text came to
 */
record Reading<T>(
    Setting<T> setting, String origin, Optional<String> text, boolean given, Parsed<T> parsed) {
  private static final int MAX_SHOWN = 80;

  /** An option beats the variable; a variable that is blank counts as not set. */
  static <T> Reading<T> of(
      Setting<T> setting, Map<String, String> environment, Map<String, String> options) {
    Optional<String> option = setting.option().flatMap(it -> Optional.ofNullable(options.get(it)));
    Optional<String> given =
        option.or(
            () ->
                Optional.ofNullable(environment.get(setting.name()))
                    .map(String::strip)
                    .filter(it -> !it.isEmpty()));
    String origin = option.flatMap(it -> setting.option()).orElse(setting.name());
    Optional<String> text = given.or(setting::defaultText);
    Parsed<T> parsed = text.map(setting.type()::parse).orElseGet(Parsed::bad);
    return new Reading<>(setting, origin, text, given.isPresent(), parsed);
  }

  Optional<Problem> problem() {
    return parsed instanceof Parsed.Bad<T> bad
        ? Optional.of(problem(setting.type().wanted(), bad.detail()))
        : Optional.empty();
  }

  /** A complaint about the value that only shows beside another setting's. */
  Problem problem(String wanted, String detail) {
    String alternative = given ? "" : setting.option().map(it -> " (or " + it + ")").orElse("");
    return new Problem(origin, wanted + alternative, shown() + detail);
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
    String value = setting.secret() ? "(hidden)" : quoted(text.orElse(""));
    String from = origin.equals(setting.name()) ? "environment" : origin;
    return "%s = %s (%s)".formatted(setting.name(), value, given ? from : "default");
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
    String value = setting.secret() ? "a hidden value" : quoted(text.get());
    return given ? value : "nothing, which means " + value;
  }

  /** Bounded, and without anything that could end the line or steer a terminal. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder().append('"');
    text.chars()
        .limit(MAX_SHOWN)
        .forEach(c -> quoted.append(Character.isISOControl(c) ? '?' : (char) c));
    return quoted.append(text.length() > MAX_SHOWN ? "…\"" : "\"").toString();
  }
}
