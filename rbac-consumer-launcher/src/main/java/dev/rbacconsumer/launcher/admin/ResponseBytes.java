package dev.rbacconsumer.launcher.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/** Encodes HTTP/1.1 responses, each of which closes its connection. */
final class ResponseBytes {
  /** Interim response that makes a client send its body. */
  static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(202, "Accepted"),
          Map.entry(400, "Bad Request"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(410, "Gone"),
          Map.entry(411, "Length Required"),
          Map.entry(413, "Content Too Large"),
          Map.entry(421, "Misdirected Request"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(505, "HTTP Version Not Supported"));

  private ResponseBytes() {}

  /**
   * Encodes a response, whose body is not copied.
   *
   * @param withBody whether to send the body: HEAD requests everything except the body
   * @return parts of the response, in order
   */
  static ByteBuffer[] of(Response response, boolean withBody) {
    Map<String, String> headers = new TreeMap<>(response.headers());
    headers.put("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now()));
    headers.put("Content-Type", response.contentType());
    headers.put("Content-Length", Integer.toString(response.body().length));
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Connection", "close");
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(response.status())
        .append(' ')
        .append(REASONS.getOrDefault(response.status(), ""))
        .append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    byte[] first = head.append("\r\n").toString().getBytes(ISO_8859_1);
    byte[] body = withBody ? response.body() : new byte[0];
    return new ByteBuffer[] {ByteBuffer.wrap(first), ByteBuffer.wrap(body)};
  }

  private static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneOffset.UTC);
  }
}
