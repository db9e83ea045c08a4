package dev.rbacconsumer.launcher.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Request of a client.
 *
 * @param method method in capitals, such as GET
 * @param path decoded path, without the query
 * @param query query as sent, without the question mark; empty if there is none
 * @param accept value of the Accept header, with the wanted types; empty if there is none
 * @param body body as UTF-8 text, of a bounded length; usually empty
 */
public record Request(String method, String path, String query, String accept, String body) {
  /** Returns a GET request with only a path. */
  public static Request get(String path) {
    return new Request("GET", path, "", "", "");
  }

  /**
   * Returns the decoded value of the first parameter of that name in the query; empty if there is
   * none, or if the value cannot be decoded.
   */
  public Optional<String> parameter(String name) {
    String start = name + "=";
    return Arrays.stream(query.split("&", -1))
        .filter(it -> it.startsWith(start))
        .findFirst()
        .flatMap(it -> decoded(it.substring(start.length())));
  }

  /** Returns whether the query has a parameter of that name, with any value or without one. */
  public boolean hasParameter(String name) {
    return Arrays.stream(query.split("&", -1))
        .anyMatch(it -> it.equals(name) || it.startsWith(name + "="));
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
