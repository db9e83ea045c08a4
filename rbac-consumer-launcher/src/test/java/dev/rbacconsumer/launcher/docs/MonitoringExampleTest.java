package dev.rbacconsumer.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.sun.net.httpserver.HttpServer;
import dev.rbacconsumer.core.consumer.ConsumerStore;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.kafka.consumer.KafkaSource;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The page for embedders shows a server that answers as the launcher does. */
class MonitoringExampleTest {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void healthAndStatusOfARunningConsumerAreServed() throws Exception {
    SourceRecord message =
        OutboxMessages.relations()
            .add(RelationTuple.parse("rbac/group:g-1#t_member@rbac/principal:localhost/ann"))
            .build()
            .at(0, 0);
    String topic = message.partition().topic();
    InMemoryRelations store = new InMemoryRelations();
    MetricRegistry registry = new MetricRegistry();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopic(topic, 1);
      kafka.publish(message);
      try (RelationConsumer consumer =
          RelationConsumer.builder()
              .source(KafkaSource.of(kafka.bootstrapServers(), "group", topic))
              .store(ConsumerStore.of(store, store))
              .metrics(registry)
              .start()) {
        new MonitoringExample(consumer, registry).serve(server);
        server.start();
        Eventually.get(() -> kafka.lag("group", topic), lag -> lag == 0, LONGEST);

        Eventually.get(() -> get(server, "/readyz").statusCode(), code -> code == 200, LONGEST);
        assertThat(get(server, "/livez").body()).startsWith("{\"status\":\"ok\",");
        assertThat(get(server, "/startupz").statusCode()).isEqualTo(200);
        assertThat(get(server, "/status").body())
            .contains("\"state\":\"running\"", "\"partition\":0,\"state\":\"idle\"");
        assertThat(get(server, "/metrics").body())
            .contains("rbac_kafka_consumer_lag{partition=\"0\",topic=\"" + topic + "\",} 0.0");
        assertThat(get(server, "/").headers().firstValue("Content-Security-Policy").orElse(""))
            .startsWith("default-src 'none';");
      }
    } finally {
      server.stop(0);
    }
  }

  private HttpResponse<String> get(HttpServer server, String path) {
    URI url = URI.create("http://localhost:" + server.getAddress().getPort() + path);
    try {
      return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
