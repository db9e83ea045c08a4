package dev.rbacconsumer.launcher.admin;

import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Request line and headers of one HTTP/1.0 or HTTP/1.1 request, as defined in RFC 9112. Immutable.
 *
 * @param method method as sent
 * @param target path and query
 * @param host value of the Host header, or the authority of an absolute target
 * @param bodyBytes length of the body that follows
 */
record HttpHead(
    String method, URI target, String host, long bodyBytes, Map<String, List<String>> headers) {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final int PARTS = 3;

  /** Thrown for a head that is refused, with the response that gives the reason. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized
    private final transient Response response;

    RefusedException(int status, String sentence) {
      super(sentence);
      this.response = Response.text(status, sentence);
    }

    Response response() {
      return response;
    }
  }

  /**
   * Parses a head.
   *
   * @param text all lines of the head, without the empty one at the end
   * @throws RefusedException if it is no valid head, or uses an unsupported feature
   */
  static HttpHead parse(String text) throws RefusedException {
    Iterator<String> lines = List.of(text.split("\r\n", -1)).iterator();
    String[] parts = lines.next().split(" ", -1);
    if (parts.length != PARTS || !TOKEN.matcher(parts[0]).matches()) {
      throw bad("Want a request line of HTTP/1.1");
    }
    boolean isOld = parts[2].equals("HTTP/1.0");
    if (!isOld && !parts[2].equals("HTTP/1.1")) {
      throw new RefusedException(505, "Want HTTP/1.1");
    }
    Map<String, List<String>> headers = headers(lines);
    if (headers.containsKey("transfer-encoding")) {
      throw new RefusedException(411, "Want a body with a Content-Length");
    }
    URI target = target(parts[1]);
    return new HttpHead(
        parts[0], target, host(target, headers, isOld), bodyBytes(headers), headers);
  }

  /** Returns the first value of a header, by its name in lower case. */
  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Returns the request, with its body. */
  HttpRequest with(String body) {
    return new HttpRequest(
        new Request(
            method,
            requireNonNullElse(target.getPath(), ""),
            requireNonNullElse(target.getRawQuery(), ""),
            header("accept").orElse(""),
            body),
        host,
        header("origin").orElse(""),
        header("sec-fetch-site").orElse(""),
        header("authorization").orElse(""),
        header("content-type").orElse(""));
  }

  private static Map<String, List<String>> headers(Iterator<String> lines) throws RefusedException {
    Map<String, List<String>> headers = new TreeMap<>();
    while (lines.hasNext()) {
      String line = lines.next();
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(0, colon));
      String value = line.substring(colon + 1).strip();
      if (!TOKEN.matcher(name).matches() || !VALUE.matcher(value).matches()) {
        throw bad("Want headers as HTTP/1.1 has them");
      }
      headers
          .computeIfAbsent(name.toLowerCase(Locale.ROOT), absent -> new ArrayList<>())
          .add(value);
    }
    return headers;
  }

  /** Parses a path, or a URL with a path, as sent to a proxy. */
  private static URI target(String text) throws RefusedException {
    try {
      URI target = new URI(text);
      boolean isPath = text.startsWith("/") && !text.startsWith("//");
      if (isPath || (target.getHost() != null && "http".equalsIgnoreCase(target.getScheme()))) {
        return target;
      }
    } catch (URISyntaxException broken) {
      // Refused below.
    }
    throw bad("Want a path");
  }

  private static String host(URI target, Map<String, List<String>> headers, boolean isOld)
      throws RefusedException {
    List<String> hosts = headers.getOrDefault("host", List.of());
    if (hosts.size() > 1 || (hosts.isEmpty() && !isOld)) {
      throw bad("Want one Host header");
    }
    return target.isAbsolute() ? target.getRawAuthority() : hosts.stream().findFirst().orElse("");
  }

  private static long bodyBytes(Map<String, List<String>> headers) throws RefusedException {
    List<String> lengths = headers.getOrDefault("content-length", List.of("0"));
    String length = lengths.get(0);
    if (!lengths.stream().allMatch(length::equals) || !LENGTH.matcher(length).matches()) {
      throw bad("Want one Content-Length");
    }
    return Long.parseLong(length);
  }

  private static RefusedException bad(String sentence) {
    return new RefusedException(400, sentence);
  }
}
