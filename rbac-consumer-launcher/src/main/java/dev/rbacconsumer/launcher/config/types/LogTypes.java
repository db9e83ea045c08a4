package dev.rbacconsumer.launcher.config.types;

import dev.rbacconsumer.core.settings.ParseResult;
import dev.rbacconsumer.core.settings.ValueType;
import dev.rbacconsumer.core.settings.ValueTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Value types for settings of the log. */
public final class LogTypes {
  private static final int MAX_RATE = 1_000_000;
  private static final String ANY = "off";

  private LogTypes() {}

  /** Number of messages per second, or no limit. */
  public static ValueType<Optional<Integer>> rate() {
    return new ValueType<>(
        "number",
        "1 to " + MAX_RATE + ", or off",
        "a whole number from 1 to " + MAX_RATE + ", or off",
        text -> text.equalsIgnoreCase(ANY) ? ParseResult.good(Optional.empty()) : number(text));
  }

  public static ValueType<LogLevel> level() {
    String names =
        Arrays.stream(LogLevel.values()).map(Enum::name).collect(Collectors.joining(", "));
    return new ValueType<>(
        "level",
        names,
        "one of " + names,
        text ->
            Arrays.stream(LogLevel.values())
                .filter(it -> it.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .<ParseResult<LogLevel>>map(ParseResult::good)
                .orElseGet(ParseResult::bad));
  }

  /** Log level as a number. There are no more lines to add beyond the third level. */
  public static ValueType<LogLevel> verbosity() {
    List<LogLevel> levels =
        List.of(LogLevel.WARNING, LogLevel.INFO, LogLevel.DEBUG, LogLevel.DEBUG);
    ValueType<Integer> number = ValueTypes.count(0, levels.size() - 1);
    return new ValueType<>(
        number.label(),
        number.range(),
        number.wanted(),
        text ->
            number.parse(text) instanceof ParseResult.Good<Integer> good
                ? ParseResult.good(levels.get(good.value()))
                : ParseResult.bad());
  }

  private static ParseResult<Optional<Integer>> number(String text) {
    if (!text.matches("[0-9]{1,7}")) {
      return ParseResult.bad();
    }
    int number = Integer.parseInt(text);
    return number >= 1 && number <= MAX_RATE
        ? ParseResult.good(Optional.of(number))
        : ParseResult.bad();
  }
}
