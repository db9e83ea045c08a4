package dev.rbacconsumer.launcher.tokens.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.core.settings.ParseResult;
import dev.rbacconsumer.core.settings.ValueType;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Value types for settings of the database. */
final class TokenTypes {
  private static final int MAX_LENGTH = 64 * 1024;

  /** Longest name in PostgreSQL, in bytes. */
  private static final int MAX_NAME = 63;

  private static final int ANY_PORT = 1;

  /** Address with two colons at least. */
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  private TokenTypes() {}

  /** Name or address of a server, without a port. */
  static ValueType<String> host() {
    return type(
        "host",
        "a name or an address without a port",
        text -> HostAndPort.parse(bracketed(text) + ":" + ANY_PORT).isPresent());
  }

  /** Returns a host as it is written before a port. */
  static String bracketed(String host) {
    return IPV6.matcher(host).matches() ? "[" + host + "]" : host;
  }

  /** Text on one line. */
  static ValueType<String> line(String label) {
    return type(label, "one line of text", TokenTypes::isLine);
  }

  /** Name of a channel, whose case is kept. */
  static ValueType<String> channel() {
    return type(
        "channel",
        "one line of 1 to " + MAX_NAME + " bytes",
        text -> isLine(text) && text.getBytes(UTF_8).length <= MAX_NAME);
  }

  /** Statement with two parameters. */
  static ValueType<String> statement() {
    return type(
        "statement",
        "one statement of SQL with exactly two ?",
        text -> text.chars().filter(c -> c == '?').count() == 2 && !text.contains(";"));
  }

  /** Certificates. */
  static ValueType<String> certificates() {
    return type(
        "certificates",
        "certificates in PEM",
        text -> text.contains("-----BEGIN CERTIFICATE-----"));
  }

  private static boolean isLine(String text) {
    return text.length() <= MAX_LENGTH && text.chars().noneMatch(Character::isISOControl);
  }

  private static ValueType<String> type(String label, String range, Predicate<String> accepts) {
    return new ValueType<>(
        label,
        range,
        range,
        text -> accepts.test(text) ? ParseResult.good(text) : ParseResult.bad());
  }
}
