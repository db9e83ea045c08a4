package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rbacconsumer.core.delivery.Dispatcher;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.health.Degradations;
import dev.rbacconsumer.core.health.DeliveryHealth;
import dev.rbacconsumer.core.health.DeliverySnapshots;
import dev.rbacconsumer.core.health.HealthTracker;
import dev.rbacconsumer.core.health.Probe;
import dev.rbacconsumer.core.health.ProbeAnswer;
import dev.rbacconsumer.core.status.SnapshotSource;
import dev.rbacconsumer.core.status.view.InstanceInfo;
import dev.rbacconsumer.core.status.view.StatusJsonWriter;
import dev.rbacconsumer.core.status.view.StatusPage;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.kafka.KafkaMessageSource;
import dev.rbacconsumer.kafka.KafkaMonitor;
import dev.rbacconsumer.kafka.connectivity.BrokerPing;
import dev.rbacconsumer.kafka.runtime.SourceThread;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

// [monitoring]
/** Serves health and status of a consumer from the service's own HTTP server. */
final class MonitoringExample {
  private static final Logger log = LoggerFactory.getLogger(MonitoringExample.class);

  private final DeliveryHealth check;
  private final HealthTracker health;
  private final Degradations degradations;
  private final StatusJsonWriter status;
  private final StatusPage page = StatusPage.withMetricsAt("/metrics");

  MonitoringExample(
      Dispatcher dispatcher,
      SourceThread thread,
      KafkaMessageSource source,
      BrokerPing brokers,
      InstanceInfo instance,
      Clock clock) {
    Duration stalledAfter = Duration.ofMinutes(1);
    Duration hungAfter = Duration.ofMinutes(5);
    check =
        new DeliveryHealth(
            DeliveryMode.DELIVER,
            thread::isBroken,
            new DeliveryHealth.Kafka(brokers::start, brokers::contact),
            dispatcher.stalls(),
            stalledAfter,
            hungAfter);
    health = new HealthTracker(check, clock);
    SnapshotSource snapshots =
        new DeliverySnapshots(
            dispatcher, new KafkaMonitor(source, brokers), stalledAfter, Duration.ofHours(1));
    degradations = new Degradations(snapshots);
    status = new StatusJsonWriter(instance, snapshots, clock);
  }

  /** Starts to ping the brokers, and to answer. */
  void serve(HttpServer server) {
    check.begin(() -> {});
    server.createContext("/livez", exchange -> answer(exchange, Probe.LIVENESS));
    server.createContext("/readyz", exchange -> answer(exchange, Probe.READINESS));
    server.createContext("/startupz", exchange -> answer(exchange, Probe.STARTUP));
    server.createContext(
        "/status",
        exchange -> send(exchange, 200, "application/json", status.json().getBytes(UTF_8)));
    server.createContext(
        "/",
        exchange -> {
          page.headers().forEach(exchange.getResponseHeaders()::set);
          send(exchange, 200, page.contentType(), page.bytes());
        });
  }

  /** Writes new stalls to the log; called every few seconds, by a timer of the service. */
  void report() {
    health.reportAndCheck(failed -> log.error("The health check failed", failed));
  }

  private void answer(HttpExchange exchange, Probe probe) throws IOException {
    ProbeAnswer answer = probe.answer(health.check(), degradations.list());
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
