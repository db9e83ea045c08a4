package dev.rbacconsumer.testkit.internal.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.report.ReportFormat;
import dev.rbacconsumer.core.status.text.StatusText;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Asks the consumer for its status. */
final class StatusPage {
  private static final int TIMEOUT_MILLIS = 3000;
  private static final int WIDTH = 100;

  private StatusPage() {}

  /**
   * Status of the consumer at one moment.
   *
   * @param text status as received, on one line
   * @param tree the same as a tree
   */
  record Answer(String text, JsonTree tree) {
    /** Returns the lines that the command {@code status} prints. */
    List<String> lines() {
      return ReportFormat.of(false, false).lines(new StatusText(text, tree, WIDTH));
    }
  }

  /** Returns the status of the consumer at a port of this machine; empty if none answers. */
  static Optional<Answer> ask(int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://localhost:" + port + "/status")
                  .toURL()
                  .openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        String text = new String(connection.getInputStream().readAllBytes(), UTF_8).strip();
        return Optional.of(new Answer(text, JsonTree.parse(text)));
      } finally {
        connection.disconnect();
      }
    } catch (IOException noAnswer) {
      return Optional.empty();
    }
  }
}
