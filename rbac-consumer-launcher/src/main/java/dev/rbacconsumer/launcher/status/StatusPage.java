package dev.rbacconsumer.launcher.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page at the root of the admin port: one file without anything from elsewhere. What may run in
 * it is named by its hash, so that nothing which foreign text could smuggle in would.
 *
 * @param html the page
 * @param policy what a browser is to allow it
 */
record StatusPage(String html, String policy) {
  private static final String FILE = "page.html";
  private static final String METRICS = "{{metrics}}";

  /**
   * The page with a link to the metrics.
   *
   * @param metricsPath begins with a slash, and holds nothing that HTML would have to escape
   */
  static StatusPage withMetricsAt(String metricsPath) {
    // Relative, so that it holds behind a proxy which puts something before all paths.
    String html = file().replace(METRICS, metricsPath.substring(1));
    return new StatusPage(
        html,
        "default-src 'none'; connect-src 'self'; img-src data:; style-src '%s'; script-src '%s';"
                .formatted(
                    hashOf(between(html, "<style>", "</style>")),
                    hashOf(between(html, "<script>", "</script>")))
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  private static String file() {
    try (InputStream file = StatusPage.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("not in the jar: " + FILE);
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
