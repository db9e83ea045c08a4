package dev.rbacconsumer.launcher.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a client asks.
 *
 * @param method in capitals, such as GET
 * @param path decoded, without the query
 * @param query as it was sent, without the question mark; empty where there is none
 * @param accept value of the header that says which types are wanted; empty where there is none
 * @param body as UTF-8 text, of a bounded length; mostly empty
 */
public record Request(String method, String path, String query, String accept, String body) {
  /** A GET without anything beside its path. */
  public static Request get(String path) {
    return new Request("GET", path, "", "", "");
  }

  /**
   * The decoded value of the first parameter of that name in the query; empty where there is none,
   * or where what was sent cannot be decoded.
   */
  public Optional<String> parameter(String name) {
    String start = name + "=";
    return Arrays.stream(query.split("&", -1))
        .filter(it -> it.startsWith(start))
        .findFirst()
        .flatMap(it -> decoded(it.substring(start.length())));
  }

  Request as(String otherMethod) {
    return new Request(otherMethod, path, query, accept, body);
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text, UTF_8));
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
  }
}
