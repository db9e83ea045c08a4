package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.docs.DocumentedLines;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The runnable jar writes the lines that the Python consumer documents, one for each event. */
class DocumentedLinesIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 6;

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void theyAreWrittenOfMessagesThatPassFailRecoverAndBlock() throws Exception {
    fixture.publish(BadMessage.NOT_JSON.message(), membership("ann"));
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_LOG_FORMAT", "plain");
    environment.put("DJANGO_LOG_LEVEL", "DEBUG");
    environment.put("RBAC_KAFKA_CONSUMER_MARK_INTERVAL", "1h"); // the faults are for messages
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "50ms");
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY", "100ms");

    List<String> lines;
    try (JarProcess jar = JarProcess.start(environment)) {
      jar.awaitOut("Committed offset (partition: 0, offset: 1)", LONG);
      fixture
          .relations()
          .next(Rpc.CREATE_TUPLES, 3, new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "down"));
      fixture.publish(membership("bob"), BadMessage.BLANK_RESOURCE_ID.message());
      jar.awaitOut("Message successfully processed after ", LONG);
      jar.awaitOut("Committed offset (partition: 0, offset: 2)", LONG);
      jar.awaitOut("(attempt " + ATTEMPTS + ", partition: 0, offset: 3)", LONG);
      jar.awaitOut("Health check passed", LONG);
      jar.terminate();
      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
      lines = jar.out();
    }

    assertThat(lines).allMatch(line -> line.matches("(\\[(DEBUG|INFO|WARN|ERROR)] |    \\| ).*"));
    assertThat(DocumentedLines.ofThePythonConsumer())
        .hasSize(12)
        .allSatisfy(
            documented ->
                assertThat(lines)
                    .as(documented)
                    .anyMatch(line -> DocumentedLines.alike(documented).matcher(line).matches()));
    assertThat(lines)
        .noneMatch(line -> line.matches("\\[INFO] Committed offset \\(.*, offset: [3-9]\\)"));
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      assertFailureAndRetry(lines, attempt);
    }
  }

  /** A failed attempt has the line of the failure, the content and the wait, in this order. */
  private static void assertFailureAndRetry(List<String> lines, int attempt) {
    List<String> ofLane =
        lines.stream()
            .filter(line -> line.matches("\\[\\w+] (Processing error|Message content:|Retrying).*"))
            .toList();
    int failure =
        ofLane.indexOf(
            ofLane.stream()
                .filter(line -> line.contains("offset: 3) on attempt " + attempt + ": "))
                .findFirst()
                .orElseThrow());
    assertThat(ofLane.get(failure))
        .startsWith("[WARN] Processing error for message (partition: 0,");
    assertThat(ofLane.get(failure + 1)).startsWith("[DEBUG] Message content: {");
    assertThat(ofLane.get(failure + 2))
        .matches(
            "\\[INFO] Retrying message processing in \\d+\\.\\d\\ds \\(attempt "
                + attempt
                + ", partition: 0, offset: 3\\)");
  }
}
