package dev.rbacconsumer.launcher.config;

import java.util.Optional;

/** What reading a text as a value came to. */
sealed interface Parsed<T> {
  record Good<T>(T value) implements Parsed<T> {}

  /**
   * No such value.
   *
   * @param detail what exactly is wrong with the text, or empty when what was wanted says it all;
   *     it must not repeat the text, which may be a secret
   */
  record Bad<T>(String detail) implements Parsed<T> {}

  static <T> Parsed<T> good(T value) {
    return new Good<>(value);
  }

  static <T> Parsed<T> bad() {
    return new Bad<>("");
  }

  /** The same for a value that may be left out. */
  default Parsed<Optional<T>> optional() {
    return this instanceof Good<T> good
        ? good(Optional.of(good.value()))
        : new Bad<>(((Bad<T>) this).detail());
  }
}
