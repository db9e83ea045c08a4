package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.member;
import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the runnable jar writes to its log, and how that changes while it runs. */
class LoggingIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";
  private static final UUID EVENT_ID = UUID.fromString("26488e62-ec8b-39da-b30a-58a498ab1aaa");

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void everyLineIsJsonAndSaysOfWhichMessageItIsAndTheTraceGoesOn() throws Exception {
    fixture.publish(
        OutboxMessages.relations()
            .add(member("ann"))
            .orgId("12345")
            .id(EVENT_ID)
            .header("traceparent", PARENT)
            .build());
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_LOG_FORMAT", "json");

    try (JarProcess jar = JarProcess.start(environment)) {
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);
      jar.terminate();
      assertThat(jar.awaitExit(LONG)).isZero();

      List<Map<String, String>> lines = jar.out().stream().map(LoggingIT::parsed).toList();
      assertThat(lines)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .containsKeys("timestamp", "level", "logger", "thread", "message"));
      assertThat(line(lines, "Message processed successfully (partition: 0, offset: 0)"))
          .containsEntry("topic", fixture.topic())
          .containsEntry("partition", "0")
          .containsEntry("offset", "0")
          .containsEntry("event_id", EVENT_ID.toString())
          .containsEntry("org_id", "12345")
          .containsEntry("trace_id", TRACE_ID)
          .containsEntry("level", "INFO")
          .containsEntry("logger", "dev.rbacconsumer.consumer");
      assertThat(line(lines, "Committed offset (partition: 0, offset: 0)"))
          .containsEntry("offset", "0")
          .containsEntry("next_offset", "1")
          .doesNotContainKeys("event_id", "trace_id");
      assertThat(line(lines, "Partitions assigned")).doesNotContainKeys("topic", "offset");
    }
    assertThat(fixture.relations().headers("traceparent")).contains(Optional.of(PARENT));
  }

  @Test
  void manyMessagesASecondAreSummarised() throws Exception {
    for (int i = 0; i < 300; i++) {
      fixture.publish(membership("principal-" + i));
    }
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_LOG_MAX_RATE", "5");

    try (JarProcess jar = JarProcess.start(environment)) {
      jar.awaitOut("Processed ", LONG);
      jar.terminate();
      assertThat(jar.awaitExit(LONG)).isZero();

      assertThat(jar.out())
          .filteredOn(line -> line.contains("Processing message ("))
          .hasSizeBetween(1, 200);
      assertThat(jar.out())
          .filteredOn(line -> line.contains("Processed "))
          .isNotEmpty()
          .allMatch(
              line -> line.matches(".* messages \\(partition: 0, offsets: \\d+ to \\d+\\).*"));
    }
  }

  @Test
  void levelIsChangedWhileTheConsumerRuns() throws Exception {
    try (JarProcess jar = JarProcess.start(fixture.environment())) {
      int port = port(jar);
      jar.awaitOut("Fence acquired", LONG);
      assertThat(send(port, "GET", "/loglevel")).contains("\"level\":\"INFO\"");

      assertThat(send(port, "PUT", "/loglevel?level=DEBUG&for=10m"))
          .contains("\"level\":\"DEBUG\",\"configured\":\"INFO\"");
      fixture.publish(membership("ann"));

      jar.awaitOut("Message content (partition: 0, offset: 0): ", LONG);
      assertThat(jar.out()).anyMatch(line -> line.contains("The log level is DEBUG now, for 600s"));
      assertThat(send(port, "POST", "/loglevel?level=ERROR")).contains("\"level\":\"ERROR\"");
    }
  }

  private static Map<String, String> line(List<Map<String, String>> lines, String part) {
    return lines.stream()
        .filter(line -> line.get("message").contains(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line with " + part + " in " + lines));
  }

  private static Map<String, String> parsed(String line) {
    Map<String, String> fields = new TreeMap<>();
    try (JsonParser json = new JsonFactory().createParser(line)) {
      assertThat(json.nextToken()).as(line).isEqualTo(JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        fields.put(name, json.getText());
      }
      assertThat(json.nextToken()).as(line).isNull();
    } catch (IOException notJson) {
      throw new AssertionError(line, notJson);
    }
    return fields;
  }

  private static String send(int port, String method, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, BodyPublishers.noBody())
                .timeout(LONG)
                .build(),
            BodyHandlers.ofString())
        .body();
  }
}
