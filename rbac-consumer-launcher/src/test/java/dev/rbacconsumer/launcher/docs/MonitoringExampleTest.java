package dev.rbacconsumer.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.delivery.Dispatcher;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.view.InstanceInfo;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.kafka.KafkaMessageSource;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.connectivity.BrokerPing;
import dev.rbacconsumer.kafka.runtime.JvmHost;
import dev.rbacconsumer.kafka.runtime.SourceThread;
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
    DeliveryRuntime host = JvmHost.create();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopic(topic, 1);
      kafka.publish(message);
      KafkaClientSettings settings =
          KafkaClientSettings.of(kafka.bootstrapServers(), "group", "my-service");
      KafkaMessageSource source =
          KafkaMessageSource.create(settings, topic, Duration.ofSeconds(10));
      Dispatcher dispatcher =
          Delivery.of(source, store, store, host)
              .dispatcher(LaneSettings.DEFAULT, DispatcherSettings.defaults("group"));
      SourceThread thread = new SourceThread(dispatcher);
      try (BrokerPing brokers =
          BrokerPing.create(settings, Duration.ofSeconds(5), Duration.ofSeconds(5), host)) {
        InstanceInfo instance = InstanceInfo.begins("here", "1.0", "group", topic, host.clock());
        MonitoringExample example =
            new MonitoringExample(dispatcher, thread, source, brokers, instance, host.clock());
        example.serve(server);
        server.start();
        thread.start();
        Eventually.get(() -> kafka.lag("group", topic), lag -> lag == 0, LONGEST);
        example.report();

        Eventually.get(() -> get(server, "/readyz").statusCode(), code -> code == 200, LONGEST);
        assertThat(get(server, "/livez").body()).startsWith("{\"status\":\"ok\",");
        assertThat(get(server, "/startupz").statusCode()).isEqualTo(200);
        assertThat(get(server, "/status").body())
            .contains("\"state\":\"running\"", "\"partition\":0,\"state\":\"idle\"");
        assertThat(get(server, "/").headers().firstValue("Content-Security-Policy").orElse(""))
            .startsWith("default-src 'none';");
      } finally {
        thread.stop();
        thread.awaitEnd(Duration.ofSeconds(30));
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
