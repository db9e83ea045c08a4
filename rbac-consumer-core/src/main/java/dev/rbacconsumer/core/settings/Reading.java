package dev.rbacconsumer.core.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Result of reading the settings of one part of a program. */
public sealed interface Reading<T> {
  /**
   * Valid settings.
   *
   * @param value what they configure
   * @param warnings one sentence for each value that is probably not intended
   */
  record Accepted<T>(T value, List<String> warnings) implements Reading<T> {
    public Accepted {
      warnings = List.copyOf(warnings);
    }

    @Override
    public List<Problem> problems() {
      return List.of();
    }
  }

  /**
   * Settings that are missing or wrong.
   *
   * @param problems all problems, at least one
   */
  record Refused<T>(List<Problem> problems) implements Reading<T> {
    public Refused {
      problems = List.copyOf(problems);
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }
  }

  /**
   * Reads the settings of a part.
   *
   * @param values where the part has them from
   */
  static <T> Reading<T> of(SettingsPart<T> part, SettingValues values) {
    List<Problem> problems = new ArrayList<>(values.problems(part.settings()));
    problems.addAll(part.problems());
    return problems.isEmpty()
        ? new Accepted<>(part.value(), part.warnings())
        : new Refused<>(problems);
  }

  /** Returns all problems; none if the settings are valid. */
  List<Problem> problems();

  /** Returns one sentence for each valid value that is probably not intended. */
  List<String> warnings();

  /** Calls the function for the variant of this result. */
  default <R> R match(Function<Accepted<T>, R> accepted, Function<Refused<T>, R> refused) {
    return this instanceof Accepted<T> it ? accepted.apply(it) : refused.apply((Refused<T>) this);
  }

  /**
   * Returns what the settings configure.
   *
   * @throws IllegalArgumentException if settings are missing or wrong; the message has one line for
   *     each problem
   */
  default T orThrow() {
    return match(
        Accepted::value,
        refused -> {
          throw new IllegalArgumentException(
              refused.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        });
  }
}
