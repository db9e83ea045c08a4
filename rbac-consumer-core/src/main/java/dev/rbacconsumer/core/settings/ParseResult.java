package dev.rbacconsumer.core.settings;

import java.util.Optional;
import java.util.function.Function;

/** Result of parsing a text as a value. */
public sealed interface ParseResult<T> {
  /**
   * Valid value.
   *
   * @param value the value
   */
  record Good<T>(T value) implements ParseResult<T> {}

  /**
   * Text that is no valid value.
   *
   * @param detail the exact error, or empty if the description of the wanted value is enough; it
   *     must not repeat the text, which may be a secret
   */
  record Bad<T>(String detail) implements ParseResult<T> {}

  /** Returns a valid value. */
  static <T> ParseResult<T> good(T value) {
    return new Good<>(value);
  }

  /** Returns the result for a text that is no valid value. */
  static <T> ParseResult<T> bad() {
    return new Bad<>("");
  }

  /** Returns the result for an optional value. */
  default ParseResult<Optional<T>> optional() {
    return map(Optional::of);
  }

  /** Returns the result for what a function makes of the value. */
  default <R> ParseResult<R> map(Function<T, R> mapper) {
    return this instanceof Good<T> good
        ? good(mapper.apply(good.value()))
        : new Bad<>(((Bad<T>) this).detail());
  }
}
