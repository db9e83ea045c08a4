package dev.rbacconsumer.core.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Value types that settings of any part can have. */
public final class ValueTypes {
  private static final Set<String> TRUE = Set.of("true", "yes", "y", "on", "ok", "1");
  private static final Set<String> FALSE = Set.of("false", "no", "n", "off", "0");
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  private ValueTypes() {}

  /** Returns the type of a switch. */
  public static ValueType<Boolean> bool() {
    return new ValueType<>(
        "boolean", "true or false", "true or false", text -> parsed(truth(text)));
  }

  /** Returns the type of a duration within bounds, both included. */
  public static ValueType<Duration> duration(Duration least, Duration most) {
    String range = DurationText.show(least) + " to " + DurationText.show(most);
    return new ValueType<>(
        "duration",
        range,
        "a duration from " + range + " such as 250ms, 10s, 5m or 10 (seconds)",
        text -> parsed(DurationText.parse(text).filter(between(least, most))));
  }

  /** Returns the type of a whole number within bounds, both included. */
  public static ValueType<Integer> count(int least, int most) {
    String range = least + " to " + most;
    return new ValueType<>(
        "number", range, "a whole number from " + range, text -> parsed(number(text, least, most)));
  }

  /** Returns the type of an amount of memory within bounds, both included. */
  public static ValueType<Long> bytes(long least, long most) {
    String range = ByteSizeText.show(least) + " to " + ByteSizeText.show(most);
    return new ValueType<>(
        "bytes",
        range,
        "an amount from " + range + " such as 8MiB, 512KiB or 8388608 (bytes)",
        text -> {
          OptionalLong amount = ByteSizeText.parse(text);
          return amount.isPresent() && between(least, most).test(amount.getAsLong())
              ? ParseResult.good(amount.getAsLong())
              : ParseResult.bad();
        });
  }

  /** Returns the type of a share, a number from 0 to 1. */
  public static ValueType<Double> share() {
    return new ValueType<>(
        "share",
        "0 to 1",
        "a number from 0 to 1 such as 0.1",
        text ->
            text.matches("[0-9](\\.[0-9]{1,9})?")
                ? parsed(Optional.of(Double.valueOf(text)).filter(between(0.0, 1.0)))
                : ParseResult.bad());
  }

  /** Returns the type of the name of a topic. */
  public static ValueType<String> topic() {
    return new ValueType<>(
        "topic",
        "1 to 249 of A-Z a-z 0-9 . _ -",
        "the name of a topic (1 to 249 of A-Z a-z 0-9 . _ -)",
        text -> parsed(Optional.of(text).filter(ValueTypes::isTopic)));
  }

  /** Returns the type of a text that is not blank. */
  public static ValueType<String> text() {
    return new ValueType<>("text", "any", "a text", ParseResult::good);
  }

  /** Returns the type of an optional value; an empty text means none. */
  public static <T> ValueType<Optional<T>> optional(ValueType<T> type) {
    return new ValueType<>(
        type.label(),
        type.range(),
        type.wanted(),
        text -> text.isEmpty() ? ParseResult.good(Optional.empty()) : type.parse(text).optional());
  }

  /**
   * Returns the type of one of a few words.
   *
   * @param name name of the type, in the table
   */
  public static <E extends Enum<E>> ValueType<E> oneOf(String name, E[] values) {
    String names = Arrays.stream(values).map(ValueTypes::nameOf).collect(Collectors.joining(", "));
    return new ValueType<>(
        name,
        names,
        "one of " + names,
        text ->
            parsed(
                Arrays.stream(values)
                    .filter(it -> nameOf(it).equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()));
  }

  /** Returns the word that stands for a constant: in lower case, with {@code -} for {@code _}. */
  public static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the type of the address of a server. */
  public static ValueType<HostAndPort> server() {
    return new ValueType<>(
        "server", "host:port", "host:port", text -> parsed(HostAndPort.parse(text)));
  }

  /** Returns the type of a list of addresses of servers, at least one. */
  public static ValueType<List<HostAndPort>> servers() {
    return new ValueType<>(
        "servers",
        "host:port, comma separated",
        "host:port, comma separated",
        ValueTypes::serverList);
  }

  /** Returns the type of the absolute path of a file, which is not opened. */
  public static ValueType<Path> file() {
    return new ValueType<>("file", "absolute path", "an absolute path", ValueTypes::path);
  }

  /** Returns the type of the absolute path of a directory, which is not opened. */
  public static ValueType<Path> directory() {
    return new ValueType<>("directory", "absolute path", "an absolute path", ValueTypes::path);
  }

  private static Optional<Boolean> truth(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (TRUE.contains(word)) {
      return Optional.of(true);
    }
    return FALSE.contains(word) ? Optional.of(false) : Optional.empty();
  }

  private static Optional<Integer> number(String text, int least, int most) {
    return text.matches("[0-9]{1,9}")
        ? Optional.of(Integer.valueOf(text)).filter(between(least, most))
        : Optional.empty();
  }

  private static boolean isTopic(String text) {
    return TOPIC.matcher(text).matches() && !text.equals(".") && !text.equals("..");
  }

  private static ParseResult<List<HostAndPort>> serverList(String text) {
    List<HostAndPort> servers = new ArrayList<>();
    String[] entries = text.split(",", -1);
    for (int i = 0; i < entries.length; i++) {
      Optional<HostAndPort> server = HostAndPort.parse(entries[i].strip());
      if (server.isEmpty()) {
        return new ParseResult.Bad<>(", wrong at entry " + (i + 1));
      }
      servers.add(server.get());
    }
    return ParseResult.good(List.copyOf(servers));
  }

  private static ParseResult<Path> path(String text) {
    try {
      return parsed(Optional.of(Path.of(text)).filter(Path::isAbsolute));
    } catch (InvalidPathException invalid) {
      return ParseResult.bad();
    }
  }

  private static <T extends Comparable<T>> Predicate<T> between(T least, T most) {
    return value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static <T> ParseResult<T> parsed(Optional<T> value) {
    Function<T, ParseResult<T>> good = ParseResult::good;
    return value.map(good).orElseGet(ParseResult::bad);
  }
}
