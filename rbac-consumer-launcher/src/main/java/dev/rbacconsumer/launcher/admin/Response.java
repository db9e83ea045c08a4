package dev.rbacconsumer.launcher.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** HTTP response of the admin server. Immutable as long as the array is. */
public final class Response {
  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers;

  /**
   * @param status HTTP status, such as 200
   * @param body not copied: the caller must not change it afterwards
   */
  public Response(int status, String contentType, byte[] body) {
    this(status, contentType, body, Map.of());
  }

  private Response(int status, String contentType, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = headers;
  }

  /** Returns a response of plain text, to which a line feed is added. */
  public static Response text(int status, String text) {
    return new Response(status, "text/plain; charset=utf-8", (text + "\n").getBytes(UTF_8));
  }

  /** Returns a response with an HTML page. */
  public static Response html(String page) {
    return new Response(200, "text/html; charset=utf-8", page.getBytes(UTF_8));
  }

  /** Returns a response with a JSON document. */
  public static Response json(int status, String json) {
    return new Response(status, "application/json", json.getBytes(UTF_8));
  }

  /** Returns a copy with one more header. */
  public Response with(String header, String value) {
    return with(Map.of(header, value));
  }

  /** Returns a copy with more headers. */
  public Response with(Map<String, String> others) {
    Map<String, String> more = new TreeMap<>(headers);
    more.putAll(others);
    return new Response(status, contentType, body, Collections.unmodifiableMap(more));
  }

  /** Returns the HTTP status, such as 200. */
  public int status() {
    return status;
  }

  /** Returns the type of the body, with its charset if it is text. */
  public String contentType() {
    return contentType;
  }

  /** Returns the bytes, not copied: the caller must not change them. */
  public byte[] body() {
    return body;
  }

  /** Returns the headers beside those that are derived from status and body. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns the body as text, if it is text in UTF-8. */
  public String text() {
    return new String(body, UTF_8);
  }

  @Override
  public String toString() {
    return status + " " + contentType + " (" + body.length + " bytes)";
  }
}
