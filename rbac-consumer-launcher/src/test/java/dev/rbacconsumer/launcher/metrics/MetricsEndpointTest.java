package dev.rbacconsumer.launcher.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.MetricFamily;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MetricsEndpointTest {
  private final MetricRegistry registry = new MetricRegistry();
  private final CollectorRegistry collectors = new CollectorRegistry();
  private MetricsServer server;

  @BeforeEach
  void start() throws IOException {
    collectors.register(new RegistryCollector(registry));
    server = MetricsServer.open(0, "/metrics", collectors);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void metricsAreThoseOfTheMoment() {
    String sample = "rbac_kafka_consumer_fence_losses_total";
    registry.counter(MetricFamily.FENCE_LOSSES.with().encoded()).inc();
    assertThat(Scrape.metrics(server.port()).value(sample)).isEqualTo(1);

    registry.counter(MetricFamily.FENCE_LOSSES.with().encoded()).inc();

    assertThat(Scrape.metrics(server.port()).value(sample)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'text/plain; version=0.0.4; charset=utf-8'",
    "text/plain, 'text/plain; version=0.0.4; charset=utf-8'",
    "application/openmetrics-text, 'application/openmetrics-text; version=1.0.0; charset=utf-8'"
  })
  void formatIsTheOneTheClientAsksFor(String accept, String type) {
    HttpResponse<String> answer = Scrape.request("GET", server.port(), "/metrics", accept);

    assertThat(answer.headers().firstValue("Content-Type")).contains(type);
    assertThat(answer.body().endsWith("# EOF\n")).isEqualTo(type.startsWith("application"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /metrics?name=x, 200",
    "HEAD, /metrics, 200",
    "GET, /, 200",
    "GET, /metric, 404",
    "GET, /metrics/, 404",
    "GET, /metrics.txt, 404",
    "POST, /metrics, 405"
  })
  void pathAndMethodAreExact(String method, String path, int status) {
    assertThat(Scrape.request(method, server.port(), path, "").statusCode()).isEqualTo(status);
  }

  @Test
  void pathIsTheOneThatIsSet() throws IOException {
    try (MetricsServer other = MetricsServer.open(0, "/measure", collectors)) {
      assertThat(Scrape.request("GET", other.port(), "/measure", "").statusCode()).isEqualTo(200);
      assertThat(Scrape.request("GET", other.port(), "/metrics", "").statusCode()).isEqualTo(404);
      assertThat(Scrape.request("GET", other.port(), "/", "").body()).contains("\"/measure\"");
    }
  }

  @Test
  void pageAtTheRootLeadsToTheMetrics() {
    HttpResponse<String> answer = Scrape.request("GET", server.port(), "/", "");

    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(answer.body()).contains("<a href=\"/metrics\">");
  }

  @Test
  void metricsThatCannotBeReadAreAnErrorAndTheServerGoesOn() {
    Collector broken =
        new Collector() {
          @Override
          public List<MetricFamilySamples> collect() {
            throw new IllegalStateException("broken");
          }
        };
    collectors.register(broken);
    assertThat(Scrape.request("GET", server.port(), "/metrics", "").statusCode()).isEqualTo(500);

    collectors.unregister(broken);

    assertThat(Scrape.request("GET", server.port(), "/metrics", "").statusCode()).isEqualTo(200);
  }

  @Test
  void clientsThatNeverFinishTheirRequestKeepNobodyOut() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        slow.add(socket);
        socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost:".getBytes(UTF_8));
        socket.getOutputStream().flush();
      }

      assertThat(Scrape.request("GET", server.port(), "/metrics", "").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void everyThreadOfTheServerIsADaemon() {
    Scrape.metrics(server.port());

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().matches("metrics-.*|HTTP-Dispatcher|server-timer"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  @Test
  void nobodyListensOnceItIsClosed() {
    server.close();

    assertThatThrownBy(() -> Scrape.metrics(server.port()))
        .hasCauseInstanceOf(ConnectException.class);
  }

  @Test
  void portThatIsTakenIsOneLineThatSaysWhatToDo() {
    try (CapturedLog log = CapturedLog.of(MetricsEndpoint.class);
        MetricsEndpoint second =
            new MetricsEndpoint(Optional.of(server.port()), "/metrics", registry)) {
      assertThat(second.start()).isFalse();

      assertThat(log.lines())
          .containsExactly(
              "ERROR Cannot serve metrics on port "
                  + server.port()
                  + ": Address already in use; choose another one with"
                  + " RBAC_KAFKA_CONSUMER_METRICS_PORT, or 0 for any that is free, or off");
    }
  }

  @Test
  void anyPortThatIsFreeIsTold() {
    try (CapturedLog log = CapturedLog.of(MetricsEndpoint.class);
        MetricsEndpoint any = new MetricsEndpoint(Optional.of(0), "/metrics", registry)) {
      assertThat(any.start()).isTrue();

      assertThat(log.lines())
          .singleElement()
          .satisfies(line -> assertThat(Scrape.metrics(Scrape.portIn(line)).types()).isNotEmpty());
    }
  }

  @Test
  void withoutAPortNothingIsServedAndAllIsWell() {
    try (MetricsEndpoint none = new MetricsEndpoint(Optional.empty(), "/metrics", registry)) {
      assertThat(none.start()).isTrue();
    }
  }
}
