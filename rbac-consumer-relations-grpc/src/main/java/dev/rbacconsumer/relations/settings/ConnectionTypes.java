package dev.rbacconsumer.relations.settings;

import dev.rbacconsumer.core.settings.HostAndPort;
import dev.rbacconsumer.core.settings.ParseResult;
import dev.rbacconsumer.core.settings.ValueType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Predicate;

/** Value types for settings of connections. */
final class ConnectionTypes {
  private static final int MAX_LENGTH = 64 * 1024;

  private ConnectionTypes() {}

  /** Text for a header, without characters that could end it. */
  static ValueType<String> word(String label) {
    return text(label, "visible ASCII without blanks", c -> c > ' ' && c < 127);
  }

  /** Text on one line. */
  static ValueType<String> line(String label) {
    return text(label, "one line of text", c -> !Character.isISOControl(c));
  }

  /** Address of a gRPC server. Its resolver refuses names that are invalid in URLs. */
  static ValueType<HostAndPort> server() {
    return new ValueType<>(
        "server",
        "host:port, without _",
        "host:port, and no _ in the host",
        text ->
            HostAndPort.parse(text)
                .filter(ConnectionTypes::isHostOfUrl)
                .<ParseResult<HostAndPort>>map(ParseResult::good)
                .orElseGet(ParseResult::bad));
  }

  private static boolean isHostOfUrl(HostAndPort server) {
    try {
      return new URI("dns://" + server).getHost() != null;
    } catch (URISyntaxException bad) {
      return false;
    }
  }

  static ValueType<URI> url() {
    return new ValueType<>(
        "url",
        "https://host/path",
        "https://host/path, or http:// to this host",
        text -> parse(text).<ParseResult<URI>>map(ParseResult::good).orElseGet(ParseResult::bad));
  }

  private static ValueType<String> text(String label, String range, Predicate<Integer> allowed) {
    return new ValueType<>(
        label,
        range,
        range,
        text ->
            text.length() <= MAX_LENGTH && text.chars().boxed().allMatch(allowed)
                ? ParseResult.good(text)
                : ParseResult.bad());
  }

  private static Optional<URI> parse(String text) {
    try {
      URI url = new URI(text);
      boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      // A name or password in it would be shown, and would never be sent.
      return http && url.getHost() != null && url.getUserInfo() == null
          ? Optional.of(url)
          : Optional.empty();
    } catch (URISyntaxException bad) {
      return Optional.empty();
    }
  }
}
