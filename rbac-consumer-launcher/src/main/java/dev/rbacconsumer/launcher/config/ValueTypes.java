package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.relations.RelationsDialect;
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

/** Value types of settings. */
final class ValueTypes {
  private static final Set<String> TRUE = Set.of("true", "yes", "y", "on", "ok", "1");
  private static final Set<String> FALSE = Set.of("false", "no", "n", "off", "0");
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  /** Punctuation that the store allows in an object id; a lock is an object of the store. */
  private static final String LOCK_ID_PUNCTUATION = "/_|-=+";

  private static final int MAX_PORT = 65_535;

  /** Value that Kubernetes writes into {@code <SERVICE>_PORT} in every pod beside a service. */
  private static final Pattern SERVICE_LINK = Pattern.compile("(?i)(tcp|udp|sctp)://.*");

  /**
   * Longest name of a group. An id has 1024 bytes at most; the rest is for the partition number and
   * the name of marks.
   */
  private static final int MAX_GROUP_LENGTH = 1000;

  private ValueTypes() {}

  static ValueType<Boolean> bool() {
    return new ValueType<>(
        "boolean", "true or false", "true or false", text -> parsed(truth(text)));
  }

  /** Switch that must be on. */
  static ValueType<Boolean> mustBeTrue() {
    return new ValueType<>(
        "boolean",
        "must be true",
        "true, or the consumer does not run",
        text -> parsed(truth(text).filter(it -> it)));
  }

  static ValueType<Duration> duration(Duration least, Duration most) {
    String range = DurationText.show(least) + " to " + DurationText.show(most);
    return new ValueType<>(
        "duration",
        range,
        "a duration from " + range + " such as 250ms, 10s, 5m or 10 (seconds)",
        text -> parsed(DurationText.parse(text).filter(between(least, most))));
  }

  static ValueType<Integer> count(int least, int most) {
    String range = least + " to " + most;
    return new ValueType<>(
        "number", range, "a whole number from " + range, text -> parsed(number(text, least, most)));
  }

  static ValueType<Long> bytes(long least, long most) {
    String range = ByteSizeText.show(least) + " to " + ByteSizeText.show(most);
    return new ValueType<>(
        "bytes",
        range,
        "an amount from " + range + " such as 8MiB, 512KiB or 8388608 (bytes)",
        text -> {
          OptionalLong amount = ByteSizeText.parse(text);
          return amount.isPresent() && between(least, most).test(amount.getAsLong())
              ? Parsed.good(amount.getAsLong())
              : Parsed.bad();
        });
  }

  /** Part of a whole. */
  static ValueType<Double> share() {
    return new ValueType<>(
        "share",
        "0 to 1",
        "a number from 0 to 1 such as 0.1",
        text ->
            text.matches("[0-9](\\.[0-9]{1,9})?")
                ? parsed(Optional.of(Double.valueOf(text)).filter(between(0.0, 1.0)))
                : Parsed.bad());
  }

  static ValueType<String> topic() {
    return new ValueType<>(
        "topic",
        "1 to 249 of A-Z a-z 0-9 . _ -",
        "the name of a topic (1 to 249 of A-Z a-z 0-9 . _ -)",
        text -> parsed(Optional.of(text).filter(ValueTypes::isTopic)));
  }

  /** Text that is not blank. */
  static ValueType<String> text() {
    return new ValueType<>("text", "any", "a text", Parsed::good);
  }

  /** Path in a URL, without characters that a URL must escape. */
  static ValueType<String> urlPath() {
    return new ValueType<>(
        "path",
        "/ and A-Z a-z 0-9 . _ - / after it",
        "a path such as /metrics",
        text ->
            AdminPaths.isFree(text)
                ? parsed(Optional.of(text).filter(it -> it.matches("/[A-Za-z0-9._/-]{1,200}")))
                : new Parsed.Bad<>(", where something else is served"));
  }

  /** Optional value; an empty text means none. */
  static <T> ValueType<Optional<T>> optional(ValueType<T> type) {
    return new ValueType<>(
        type.label(),
        type.range(),
        type.wanted(),
        text -> text.isEmpty() ? Parsed.good(Optional.empty()) : type.parse(text).optional());
  }

  /**
   * One of a few words.
   *
   * @param name name of the type, in the table
   */
  static <E extends Enum<E>> ValueType<E> oneOf(String name, E[] values) {
    String names =
        Arrays.stream(values).map(ValueTypes::policyText).collect(Collectors.joining(", "));
    return new ValueType<>(
        name,
        names,
        "one of " + names,
        text ->
            parsed(
                Arrays.stream(values)
                    .filter(it -> policyText(it).equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()));
  }

  static String policyText(Enum<?> policy) {
    return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static ValueType<RelationsDialect> dialect() {
    String names =
        Arrays.stream(RelationsDialect.values())
            .map(RelationsDialect::text)
            .collect(Collectors.joining(", "));
    return new ValueType<>(
        "dialect",
        names,
        "one of " + names,
        text ->
            parsed(
                Arrays.stream(RelationsDialect.values())
                    .filter(it -> it.text().equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()));
  }

  static ValueType<String> groupId() {
    return new ValueType<>(
        "group",
        "only A-Z a-z 0-9 / _ \\| - = +",
        "only A-Z a-z 0-9 / _ | - = + because the group is part of a lock id",
        ValueTypes::group);
  }

  static ValueType<GroupProtocol> groupProtocol() {
    String names =
        Arrays.stream(GroupProtocol.values())
            .map(GroupProtocol::text)
            .collect(Collectors.joining(", "));
    return new ValueType<>(
        "protocol",
        names,
        "one of " + names,
        text ->
            parsed(
                Arrays.stream(GroupProtocol.values())
                    .filter(it -> it.text().equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()));
  }

  /** Instance id; Kafka applies the same rule to it as to topics. */
  static ValueType<String> instanceId() {
    return new ValueType<>(
        "name",
        topic().range(),
        "a name of 1 to 249 of A-Z a-z 0-9 . _ -",
        text -> parsed(Optional.of(text).filter(ValueTypes::isTopic)));
  }

  static ValueType<String> namespace() {
    String range =
        "%d to %d of a-z 0-9 _, from a letter, not ending in _"
            .formatted(StoreRules.MIN_NAME_LENGTH, StoreRules.MAX_NAMESPACE_LENGTH);
    return new ValueType<>(
        "namespace",
        range,
        range,
        text -> parsed(Optional.of(text).filter(StoreRules::isNamespace)));
  }

  static ValueType<HostAndPort> server() {
    return new ValueType<>(
        "server", "host:port", "host:port", text -> parsed(HostAndPort.parse(text)));
  }

  static ValueType<List<HostAndPort>> servers() {
    return new ValueType<>(
        "servers",
        "host:port, comma separated",
        "host:port, comma separated",
        ValueTypes::serverList);
  }

  /**
   * Port to listen on, or none.
   *
   * @param service name of the Kubernetes service that would set the same variable
   */
  static ValueType<Optional<Integer>> listeningPort(String service) {
    return new ValueType<>(
        "port",
        "0 to " + MAX_PORT + ", or off",
        "a port from 1 to " + MAX_PORT + ", 0 (any that is free) or off",
        text -> port(text, service));
  }

  static ValueType<LogLevel> logLevel() {
    String names =
        Arrays.stream(LogLevel.values()).map(Enum::name).collect(Collectors.joining(", "));
    return new ValueType<>(
        "level",
        names,
        "one of " + names,
        text ->
            parsed(
                Arrays.stream(LogLevel.values())
                    .filter(it -> it.name().equals(text.toUpperCase(Locale.ROOT)))
                    .findFirst()));
  }

  /** Log level as a number. There are no more lines to add beyond the third level. */
  static ValueType<LogLevel> verbosity() {
    List<LogLevel> levels =
        List.of(LogLevel.WARNING, LogLevel.INFO, LogLevel.DEBUG, LogLevel.DEBUG);
    return new ValueType<>(
        "number",
        "0 to 3",
        "a whole number from 0 to 3",
        text -> parsed(number(text, 0, levels.size() - 1).map(levels::get)));
  }

  static ValueType<Path> file() {
    return new ValueType<>("file", "absolute path", "an absolute path", ValueTypes::path);
  }

  static ValueType<Path> directory() {
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

  private static Parsed<String> group(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c < 128 && Character.isLetterOrDigit(c);
      if (!plain && LOCK_ID_PUNCTUATION.indexOf(c) < 0) {
        String shown = c > ' ' && c < 127 ? "'" + c + "'" : "U+%04X".formatted((int) c);
        return new Parsed.Bad<>(" with " + shown + " at position " + (i + 1));
      }
    }
    return text.length() <= MAX_GROUP_LENGTH
        ? Parsed.good(text)
        : new Parsed.Bad<>(" with " + text.length() + " characters; most is " + MAX_GROUP_LENGTH);
  }

  private static Parsed<Optional<Integer>> port(String text, String service) {
    if (text.equalsIgnoreCase("off")) {
      return Parsed.good(Optional.empty());
    }
    if (SERVICE_LINK.matcher(text).matches()) {
      return new Parsed.Bad<>(
          ", which Kubernetes sets because there is a service named "
              + service
              + ": set the variable in the pod, rename the service, or set enableServiceLinks to"
              + " false");
    }
    return parsed(number(text, 0, MAX_PORT)).optional();
  }

  private static Parsed<List<HostAndPort>> serverList(String text) {
    List<HostAndPort> servers = new ArrayList<>();
    String[] entries = text.split(",", -1);
    for (int i = 0; i < entries.length; i++) {
      Optional<HostAndPort> server = HostAndPort.parse(entries[i].strip());
      if (server.isEmpty()) {
        return new Parsed.Bad<>(", wrong at entry " + (i + 1));
      }
      servers.add(server.get());
    }
    return Parsed.good(List.copyOf(servers));
  }

  private static Parsed<Path> path(String text) {
    try {
      return parsed(Optional.of(Path.of(text)).filter(Path::isAbsolute));
    } catch (InvalidPathException invalid) {
      return Parsed.bad();
    }
  }

  private static <T extends Comparable<T>> Predicate<T> between(T least, T most) {
    return value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static <T> Parsed<T> parsed(Optional<T> value) {
    Function<T, Parsed<T>> good = Parsed::good;
    return value.map(good).orElseGet(Parsed::bad);
  }
}
