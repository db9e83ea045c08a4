package dev.rbacconsumer.launcher.config;

import java.util.Optional;

/** Value types for settings of the log. */
final class LogTypes {
  private static final int MAX_RATE = 1_000_000;
  private static final String ANY = "off";

  private LogTypes() {}

  /** Number of messages per second, or no limit. */
  static ValueType<Optional<Integer>> rate() {
    return new ValueType<>(
        "number",
        "1 to " + MAX_RATE + ", or off",
        "a whole number from 1 to " + MAX_RATE + ", or off",
        text -> text.equalsIgnoreCase(ANY) ? Parsed.good(Optional.empty()) : number(text));
  }

  private static Parsed<Optional<Integer>> number(String text) {
    if (!text.matches("[0-9]{1,7}")) {
      return Parsed.bad();
    }
    int number = Integer.parseInt(text);
    return number >= 1 && number <= MAX_RATE ? Parsed.good(Optional.of(number)) : Parsed.bad();
  }
}
