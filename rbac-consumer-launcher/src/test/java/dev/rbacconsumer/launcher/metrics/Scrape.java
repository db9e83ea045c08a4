package dev.rbacconsumer.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What Prometheus does. */
public final class Scrape {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Scrape() {}

  /** The port in the log line that says where metrics are. */
  public static int portIn(String line) {
    return Integer.parseInt(line.replaceFirst(".*Metrics at http://localhost:(\\d+)/.*", "$1"));
  }

  /** The metrics that are served on a port of this machine, checked and parsed. */
  public static ExpositionText metrics(int port) {
    HttpResponse<String> answer = request("GET", port, "/metrics", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return ExpositionText.parse(answer.body());
  }

  /** The metrics that are served on a port of this machine, as they come. */
  public static String text(int port) {
    return request("GET", port, "/metrics", "").body();
  }

  /**
   * One request without a body.
   *
   * @param accept value of the header; empty for none
   */
  public static HttpResponse<String> request(String method, int port, String path, String accept) {
    return request(method, port, path, accept, "");
  }

  /**
   * One request.
   *
   * @param accept value of the header; empty for none
   * @param body empty for none
   */
  public static HttpResponse<String> request(
      String method, int port, String path, String accept, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(LONGEST)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!accept.isEmpty()) {
      request.header("Accept", accept);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(method + " " + path, failed);
    }
  }
}
