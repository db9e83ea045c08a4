package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.log.DeliveryLog;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.config.types.LogFormat;
import dev.rbacconsumer.launcher.logging.LogToStream;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lines of the log that are documented are those that the product writes. */
class DocumentedLinesTest {
  private static final PartitionId PARTITION = new PartitionId("platform.rbac", 0);

  private static final Failure DOWN =
      new Failure(FailureClass.TRANSIENT, "unavailable", "Database timeout");

  private static final Failure NOT_JSON =
      new Failure(FailureClass.MALFORMED, "malformed_json", "not JSON");

  /** Written by other parts than delivery; the runnable jar is looked at for these. */
  private static final List<String> OF_THE_PROCESS =
      List.of("[INFO] RBAC Kafka consumer started, ", "[DEBUG] Health check passed: ");

  private static final String LITERAL = "\"(?:[^\"\\\\]|\\\\.)*\"";

  private static final Pattern CALL =
      Pattern.compile(
          "\\.(debug|info|warn|error)\\(\\s*(%1$s(?:\\s*\\+\\s*%1$s)*)".formatted(LITERAL));

  @Test
  void eachLineOfThePythonConsumerIsWrittenInTheFormatPlain() {
    List<String> written = written(scenario());

    List<String> documented =
        DocumentedLines.ofThePythonConsumer().stream()
            .filter(line -> OF_THE_PROCESS.stream().noneMatch(line::startsWith))
            .toList();
    assertThat(documented)
        .hasSize(10)
        .allSatisfy(
            line ->
                assertThat(written)
                    .as(line)
                    .anyMatch(it -> DocumentedLines.exactly(line).matcher(it).matches()));
  }

  @Test
  void eachLineOfTheLauncherIsInItsSourcesWithItsLevel() {
    List<String> calls = calls();

    assertThat(DocumentedLines.ofTheLauncher())
        .hasSizeGreaterThan(20)
        .allSatisfy(row -> assertThat(calls).contains(text(row)));
  }

  /** A message that passes, one that passes after failures, and eleven that are not JSON. */
  private static List<DeliveryEvent> scenario() {
    OutboxMessage message =
        OutboxMessages.relations()
            .add(RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann"))
            .key("group-123")
            .eventType("create_group")
            .build();
    SourceRecord first = message.at(PARTITION, new Offset(1234));
    SourceRecord second = message.at(PARTITION, new Offset(1235));
    Decoding decoding = new OutboxDecoder(DecoderSettings.DEFAULT).decode(first);
    List<DeliveryEvent> events =
        new ArrayList<>(
            List.of(
                new RecordEvent.Started(first),
                new RecordEvent.Decoded(first, decoding),
                new RecordEvent.Applied(first, decoding, 1, Duration.ofMillis(3)),
                new PartitionEvent.Committed(
                    PARTITION, first.offset().commitPosition(), Optional.of(first.offset())),
                new RecordEvent.Retrying(
                    second, decoding.metadata(), DOWN, null, 1, Duration.ofMillis(1050)),
                new RecordEvent.Applied(second, decoding, 3, Duration.ofMillis(4230))));
    for (int offset = 1235; offset <= 1245; offset++) {
      events.add(
          new RecordEvent.Skipped(
              OutboxMessages.withValue("  \"event_type\": \"role_binding_created\",")
                  .at(PARTITION, new Offset(offset)),
              NOT_JSON));
    }
    return events;
  }

  private static List<String> written(List<DeliveryEvent> events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ManualClock clock = new ManualClock();
    try (LogToStream stream = new LogToStream(out, LogFormat.PLAIN)) {
      ((Logger) stream.logger()).setLevel(Level.DEBUG);
      DeliveryLog log = new DeliveryLog(stream.logger(), clock, OptionalInt.empty());
      events.forEach(log::on);
      clock.advance(Duration.ofSeconds(10));
      log.on(new InstanceEvent.Polled(0));
    }
    return out.toString(UTF_8).lines().toList();
  }

  /**
   * Every call of a log in the launcher and in the runtime that it shares with embedders, as level
   * and text with an ellipsis for each value.
   */
  private static List<String> calls() {
    return Stream.of(
            "rbac-consumer-launcher/src/main/java",
            "rbac-consumer-core/src/main/java/dev/rbacconsumer/core/consumer",
            "rbac-consumer-core/src/main/java/dev/rbacconsumer/core/runtime")
        .flatMap(folder -> calls(Pages.ROOT.resolve(folder)).stream())
        .toList();
  }

  private static List<String> calls(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> Pages.read(Pages.ROOT.relativize(file)))
          .flatMap(source -> CALL.matcher(source).results().map(DocumentedLinesTest::call))
          .toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static String call(MatchResult call) {
    String text = call.group(2).replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
    return normal(call.group(1), text.substring(1, text.length() - 1));
  }

  private static String text(MatchResult row) {
    return normal(row.group(1), row.group(2));
  }

  private static String normal(String level, String text) {
    return level.toUpperCase(Locale.ROOT) + " " + text.replaceAll("(\\{}|…)+", "…");
  }
}
