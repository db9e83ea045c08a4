package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.codahale.metrics.MetricRegistry;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.health.Probe;
import dev.rbacconsumer.core.health.ProbeAnswer;
import dev.rbacconsumer.core.metrics.PrometheusText;
import dev.rbacconsumer.core.status.view.StatusPage;
import java.io.IOException;

// [monitoring]
/** Serves health, status and metrics of a consumer from the service's own HTTP server. */
final class MonitoringExample {
  private final RelationConsumer consumer;
  private final MetricRegistry registry;
  private final StatusPage page = StatusPage.withMetricsAt("/metrics");

  /**
   * @param registry the registry of this consumer, from its builder
   */
  MonitoringExample(RelationConsumer consumer, MetricRegistry registry) {
    this.consumer = consumer;
    this.registry = registry;
  }

  void serve(HttpServer server) {
    server.createContext("/livez", exchange -> answer(exchange, Probe.LIVENESS));
    server.createContext("/readyz", exchange -> answer(exchange, Probe.READINESS));
    server.createContext("/startupz", exchange -> answer(exchange, Probe.STARTUP));
    server.createContext(
        "/status",
        exchange -> send(exchange, 200, "application/json", consumer.statusJson().getBytes(UTF_8)));
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] text = PrometheusText.of(registry).getBytes(UTF_8);
          send(exchange, 200, PrometheusText.CONTENT_TYPE, text);
        });
    server.createContext(
        "/",
        exchange -> {
          page.headers().forEach(exchange.getResponseHeaders()::set);
          send(exchange, 200, page.contentType(), page.bytes());
        });
  }

  private void answer(HttpExchange exchange, Probe probe) throws IOException {
    ProbeAnswer answer = consumer.probe(probe);
    byte[] body = answer.json().getBytes(UTF_8);
    send(exchange, answer.good() ? 200 : 503, "application/json", body);
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
// [/monitoring]
