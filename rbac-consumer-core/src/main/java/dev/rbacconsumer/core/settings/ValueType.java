package dev.rbacconsumer.core.settings;

import java.util.function.Function;

/**
 * Type of a value: its format and its allowed values.
 *
 * @param label one or two words for the table
 * @param range allowed values, for the table
 * @param wanted the same as part of a sentence, after "want"
 * @param parser total: never throws
 */
public record ValueType<T>(
    String label, String range, String wanted, Function<String, ParseResult<T>> parser) {
  /** Parses a text, without surrounding blanks. */
  public ParseResult<T> parse(String text) {
    return parser.apply(text);
  }
}
