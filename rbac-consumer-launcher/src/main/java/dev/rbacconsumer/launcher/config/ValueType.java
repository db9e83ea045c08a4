package dev.rbacconsumer.launcher.config;

import java.util.function.Function;

/**
 * A kind of value: how it is written, and which ones are allowed.
 *
 * @param label one or two words for the table
 * @param range which values are allowed, for the table
 * @param wanted the same as part of a sentence, after "want"
 * @param parser total: never throws
 */
record ValueType<T>(String label, String range, String wanted, Function<String, Parsed<T>> parser) {
  Parsed<T> parse(String text) {
    return parser.apply(text);
  }
}
