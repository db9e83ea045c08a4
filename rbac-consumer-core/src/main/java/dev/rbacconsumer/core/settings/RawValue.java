package dev.rbacconsumer.core.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Value of a setting as it is written in one source.
 *
 * @param text the text without surrounding blanks, not empty
 * @param name its name in problem reports
 * @param from its source in the listing at the start
 */
public record RawValue(String text, String name, String from) {
  /**
   * Returns the value without surrounding blanks; empty if nothing remains.
   *
   * @param text text in the source; null if there is none
   */
  public static Optional<RawValue> of(@Nullable String text, String name, String from) {
    return Optional.ofNullable(text)
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .map(it -> new RawValue(it, name, from));
  }
}
