package dev.rbacconsumer.core.status.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * Page that shows the status in a browser: one file without external content, which reads {@code
 * status}, relative to its own address, repeatedly. The allowed script is named by its hash, so
 * that a script injected through foreign text would not run. Immutable.
 */
public final class StatusPage {
  private static final String FILE = "page.html";
  private static final String ACTING = "{{acting}}\n";
  private static final String ACTING_FILE = "acting.js";
  private static final String METRICS = "{{metrics}}";

  private final String html;
  private final Map<String, String> headers;

  private StatusPage(String html) {
    this.html = html;
    this.headers =
        Map.of("Content-Security-Policy", policy(html), "Referrer-Policy", "no-referrer");
  }

  /**
   * Returns the page with a link to the metrics.
   *
   * @param metricsPath path that begins with a slash, and holds no character that HTML must escape
   */
  public static StatusPage withMetricsAt(String metricsPath) {
    // Relative, so that it works behind a proxy that adds a prefix to all paths.
    String page = file(FILE).replace(ACTING, file(ACTING_FILE));
    return new StatusPage(page.replace(METRICS, metricsPath.substring(1)));
  }

  /** Returns the content type. */
  public String contentType() {
    return "text/html; charset=utf-8";
  }

  /** Returns the page as text. */
  public String html() {
    return html;
  }

  /** Returns the page as it is sent. */
  public byte[] bytes() {
    return html.getBytes(UTF_8);
  }

  /** Returns the headers with which the page must be served, besides its content type. */
  public Map<String, String> headers() {
    return headers;
  }

  private static String policy(String html) {
    return "default-src 'none'; connect-src 'self'; img-src data:;"
        + " style-src '%s'; script-src '%s';"
            .formatted(
                hashOf(between(html, "<style>", "</style>")),
                hashOf(between(html, "<script>", "</script>")))
        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String file(String name) {
    try (InputStream file = StatusPage.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("not in the jar: " + name);
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private static String hashOf(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
