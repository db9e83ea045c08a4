package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.internal.text.NearestName;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * A condition on dead letters, such as {@code class=rejected}.
 *
 * @param text the condition as it was given
 * @param condition whether a letter meets it
 */
public record LetterFilter(String text, Predicate<ListedLetter> condition) {
  /** Conditions that compare the text of a letter with the wanted one, by name. */
  private static final Map<String, BiPredicate<ListedLetter, String>> EQUAL =
      Map.of(
          "letter", (it, wanted) -> it.stored().id().toString().equals(wanted),
          "partition",
              (it, wanted) -> Integer.toString(it.stored().origin().number()).equals(wanted),
          "offset", (it, wanted) -> it.stored().offset().toString().equals(wanted),
          "class", (it, wanted) -> it.stored().facts().failureClass().equals(wanted),
          "code", (it, wanted) -> it.stored().facts().code().equals(wanted),
          "org", (it, wanted) -> it.content().orgId().equals(wanted),
          "type", (it, wanted) -> it.content().eventType().equals(wanted));

  private static final String SINCE = "since";
  private static final String UNTIL = "until";
  private static final String REPLAYED = "replayed";

  /** Names of all conditions, in the order of the documentation. */
  public static final List<String> NAMES =
      List.of(
          "letter", "partition", "offset", "class", "code", "org", "type", SINCE, UNTIL, REPLAYED);

  /**
   * Parses a condition.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static LetterFilter parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException(
          "want a name, = and a value such as class=rejected, got \"%s\"".formatted(text));
    }
    String name = text.substring(0, equals);
    String value = text.substring(equals + 1);
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "want one of %s, got \"%s\"; did you mean %s?"
              .formatted(String.join(", ", NAMES), name, NearestName.of(name, NAMES.stream())));
    }
    return new LetterFilter(text, condition(name, value));
  }

  private static Predicate<ListedLetter> condition(String name, String value) {
    return switch (name) {
      case SINCE -> ofTime(name, value, (at, limit) -> !at.isBefore(limit));
      case UNTIL -> ofTime(name, value, Instant::isBefore);
      case REPLAYED -> ofReplay(value);
      default -> {
        BiPredicate<ListedLetter, String> equal = Objects.requireNonNull(EQUAL.get(name));
        yield letter -> equal.test(letter, value);
      }
    };
  }

  /** A letter whose time cannot be read meets no condition on it. */
  private static Predicate<ListedLetter> ofTime(
      String name, String value, BiPredicate<Instant, Instant> condition) {
    try {
      Instant limit = Instant.parse(value);
      return letter ->
          letter.stored().facts().at().filter(at -> condition.test(at, limit)).isPresent();
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException(
          "%s: want a time such as 2026-01-31T12:00:00Z, got \"%s\"".formatted(name, value));
    }
  }

  private static Predicate<ListedLetter> ofReplay(String value) {
    return switch (value) {
      case "yes" -> letter -> letter.stored().replayed().isPresent();
      case "no" -> letter -> letter.stored().replayed().isEmpty();
      default ->
          throw new IllegalArgumentException(
              "replayed: want yes or no, got \"%s\"".formatted(value));
    };
  }

  /** Returns whether a letter meets all conditions. */
  public static boolean meetsAll(List<LetterFilter> filters, ListedLetter letter) {
    return filters.stream().allMatch(filter -> filter.condition().test(letter));
  }

  @Override
  public String toString() {
    return text;
  }
}
