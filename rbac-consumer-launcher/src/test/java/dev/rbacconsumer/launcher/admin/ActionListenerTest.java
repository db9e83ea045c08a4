package dev.rbacconsumer.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.launcher.actions.ActionGuard;
import dev.rbacconsumer.launcher.actions.ActionInfoRoute;
import dev.rbacconsumer.launcher.actions.ActionRoute;
import dev.rbacconsumer.launcher.config.types.StatusAccess;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients of the actions' listener that are slow, large, many or repeat themselves, beside its real
 * guard and route. Where the limits are hours, no answer came because time passed; {@link
 * StrangersTest} has the same for the admin port.
 */
@Timeout(180)
final class ActionListenerTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final ConnectionLimits PATIENT =
      new ConnectionLimits(64, NEVER, NEVER, NEVER).withWaiting(NEVER, 8);
  private static final String TOKEN = "0123456789abcdef-token";
  private static final String UNFINISHED_HEAD = "POST /actions HTTP/1.1\r\nHost:";
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final String READ_STATUS = "GET /status HTTP/1.1\r\nHost: pod\r\n\r\n";

  /** More than the buffers of both ends take. */
  private static final Response LARGE = Response.text(200, "x".repeat(16 * 1024 * 1024));

  private static final TestRoute STATUS = TestRoute.at("/status").answering(it -> LARGE);

  private final ManualClock clock = new ManualClock();
  private final List<RawClient> clients = new ArrayList<>();
  private final List<ActionRequest> requested = new CopyOnWriteArrayList<>();
  private final List<Consumer<ActionReply>> open = new CopyOnWriteArrayList<>();
  private final List<String> audit = new CopyOnWriteArrayList<>();
  private boolean answersAtOnce = true;

  @TempDir private Path directory;
  private Path token = Path.of("unnamed");

  @BeforeEach
  void writeToken() throws IOException {
    token = Files.writeString(directory.resolve("token"), TOKEN);
  }

  @AfterEach
  void leave() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  @Test
  void operatorActsBesideRequestsThatAreNeverFinished() throws IOException {
    try (ActionEndpoint listener = started(PATIENT)) {
      String unfinishedBody = pause("never-done", "x".repeat(50)).replaceFirst("\\{.*", "{");
      for (int i = 0; i < 200; i++) {
        String sent = List.of("", UNFINISHED_HEAD, unfinishedBody).get(i % 3);
        client(listener).send(sent);
      }

      assertThat(client(listener).send(pause("id-00001", "")).readAll())
          .startsWith("HTTP/1.1 200 OK\r\n");
    }
    assertThat(requested).hasSize(1);
  }

  @Test
  void operatorActsBesideClientsThatNeverTakeTheirAnswer() throws IOException {
    try (ActionEndpoint listener = started(PATIENT)) {
      for (int i = 0; i < 100; i++) {
        // Its first line is there once the answer has begun, so no request waits for a thread.
        assertThat(client(listener).send(READ_STATUS).readLine()).isEqualTo("HTTP/1.1 200 OK");
      }

      assertThat(client(listener).send(pause("id-00001", "")).readAll())
          .startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", UNFINISHED_HEAD, "body"})
  void requestThatIsNotFinishedInTimeIsCutOffAndNotCarriedOut(String sent) throws IOException {
    String text = sent.equals("body") ? pause("id-00001", "").replaceFirst(".$", "") : sent;
    try (ActionEndpoint listener = started(new ConnectionLimits(64, SOON, NEVER, NEVER))) {
      assertThat(client(listener).send(text).readAll()).isEmpty();
    }
    assertThat(requested).isEmpty();
    assertThat(audit).isEmpty();
  }

  @Test
  void clientThatDoesNotTakeItsAnswerIsCutOff() throws IOException {
    try (ActionEndpoint listener = started(new ConnectionLimits(64, NEVER, SOON, NEVER))) {
      RawClient slow = client(listener).send(READ_STATUS);

      Eventually.get(() -> isTaking(slow), it -> !it, LONG);
    }
  }

  @Test
  void headAndBodyHaveBoundsWhateverTokenTheyCarry() throws IOException {
    try (ActionEndpoint listener = started(PATIENT)) {
      String head = "POST /actions HTTP/1.1\r\nX: " + "x".repeat(RequestReader.MAX_HEAD_BYTES + 9);
      assertThat(client(listener).send(head).readAll()).startsWith("HTTP/1.1 431 ");
      String body = pause("id-00001", "x".repeat(RequestReader.MAX_BODY_BYTES));
      String onlyHead = body.substring(0, body.indexOf("\r\n\r\n") + 4);
      assertThat(client(listener).send(onlyHead).readAll()).startsWith("HTTP/1.1 413 ");
      String chunked = pause("id-00001", "").replaceFirst("Content-Length: \\d+", CHUNKED);
      assertThat(client(listener).send(chunked).readAll()).startsWith("HTTP/1.1 411 ");
    }
    assertThat(requested).isEmpty();
  }

  @Test
  void clientThatClosesItsHalfBeforeTheEndOfItsRequestDidNotAsk() throws IOException {
    String request = pause("id-00001", "");
    try (ActionEndpoint listener = started(PATIENT)) {
      String cut = request.substring(0, request.length() - 1);

      assertThat(client(listener).send(cut).closeHalf().readAll()).isEmpty();

      assertThat(requested).isEmpty();
      // What was cut off does not count as seen.
      assertThat(client(listener).send(request).readAll()).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void actionOfAClientThatLeavesIsKeptAllTheSame() throws IOException {
    answersAtOnce = false;
    try (ActionEndpoint listener = started(PATIENT)) {
      RawClient leaving = client(listener).send(pause("id-00001", ""));
      Eventually.get(open::size, it -> it == 1, LONG);
      leaving.close();

      answer();

      Eventually.get(audit::size, it -> it == 1, LONG);
    }
    assertThat(requested).hasSize(1);
  }

  @Test
  void requestThatIsSentAgainIsNotCarriedOutAgain() throws IOException {
    String request = pause("id-00001", "");
    try (ActionEndpoint listener = started(PATIENT)) {
      assertThat(client(listener).send(request).readAll()).startsWith("HTTP/1.1 200 OK\r\n");

      assertThat(client(listener).send(request).readAll())
          .startsWith("HTTP/1.1 409 ")
          .contains("the request is a repetition");
      // A second one on the same connection is not even read.
      String other = pause("id-00002", "");
      assertThat(client(listener).send(other + pause("id-00003", "")).readAll().split("HTTP/1.1"))
          .hasSize(2);
      clock.advance(Duration.ofMinutes(6));
      assertThat(
              client(listener).send(pause("id-00004", "", clock.now().minusSeconds(301))).readAll())
          .startsWith("HTTP/1.1 409 ")
          .contains("the clocks differ");
    }
    assertThat(requested).hasSize(2);
    assertThat(audit).hasSize(2);
  }

  @Test
  void copiesThatComeAtOnceAreCarriedOutOnce() throws IOException {
    answersAtOnce = false;
    String request = pause("id-00001", "");
    try (ActionEndpoint listener = started(PATIENT)) {
      for (int i = 0; i < 8; i++) {
        client(listener).send(request);
      }
      Eventually.get(open::size, it -> it == 1, LONG);
      answer();

      int done = 0;
      for (RawClient client : clients) {
        done += client.readAll().startsWith("HTTP/1.1 200 ") ? 1 : 0;
      }
      assertThat(done).isEqualTo(1);
    }
    assertThat(requested).hasSize(1);
  }

  @Test
  void actionThatIsRefusedForLackOfAPlaceIsNotBegun() throws IOException {
    answersAtOnce = false;
    try (ActionEndpoint listener = started(PATIENT.withWaiting(NEVER, 2))) {
      client(listener).send(pause("id-00001", ""));
      client(listener).send(pause("id-00002", ""));
      Eventually.get(open::size, it -> it == 2, LONG);

      assertThat(client(listener).send(pause("id-00003", "")).readAll())
          .startsWith("HTTP/1.1 503 ");

      assertThat(requested).hasSize(2);
      answer();
      assertThat(clients.get(0).readAll()).startsWith("HTTP/1.1 200 ");
      assertThat(clients.get(1).readAll()).startsWith("HTTP/1.1 200 ");
      // Nor does it count as seen: the same request passes once there is a place.
      RawClient again = client(listener).send(pause("id-00003", ""));
      Eventually.get(open::size, it -> it == 3, LONG);
      answer();
      assertThat(again.readAll()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void tokenIsAskedForBeforeTheRequestCounts() throws IOException {
    String request = pause("id-00001", "");
    try (ActionEndpoint listener = started(PATIENT)) {
      assertThat(client(listener).send(request.replace(TOKEN, TOKEN + "x")).readAll())
          .startsWith("HTTP/1.1 401 ")
          .doesNotContain(TOKEN);
      assertThat(client(listener).send(request).readAll()).startsWith("HTTP/1.1 200 ");
    }
    assertThat(requested).hasSize(1);
  }

  private void answer() {
    ActionReply done = new ActionReply(Code.DONE, "it is done");
    open.forEach(whenAnswered -> whenAnswered.accept(done));
  }

  private ActionEndpoint started(ConnectionLimits limits) {
    ActionRoute route =
        new ActionRoute(
            (request, whenAnswered) -> {
              requested.add(request);
              open.add(whenAnswered);
              if (answersAtOnce) {
                answer();
              }
            },
            (partition, wanted) -> {
              throw new AssertionError("no letter is wanted");
            },
            "outbox",
            clock,
            Optional::empty,
            (partition, json) -> audit.add(json),
            "pod-1",
            new ActionInfoRoute(StatusAccess.ALL, Optional::empty, true, true));
    ActionGuard guard =
        new ActionGuard(
            new RequestGuard(new AllowedHosts(List.of(), "pod")),
            Optional.of(token),
            Set.of("/status"),
            clock);
    ActionEndpoint listener =
        new ActionEndpoint(
            Optional.of(0), InetAddress.getLoopbackAddress(), guard, List.of(route, STATUS));
    assertThat(listener.start(limits)).isTrue();
    return listener;
  }

  private RawClient client(ActionEndpoint listener) throws IOException {
    RawClient client = RawClient.to(listener.url().orElseThrow().getPort());
    clients.add(client);
    return client;
  }

  private String pause(String id, String reason) {
    return pause(id, reason, clock.now());
  }

  private static String pause(String id, String reason, Instant at) {
    String body =
        """
        {"action":"pause","partition":1,"by":"ann","reason":"because%s","id":"%s","at":"%s"}"""
            .formatted(reason, id, at);
    return """
        POST /actions HTTP/1.1
        Host: pod
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(TOKEN, body.length())
            .replace("\n", "\r\n")
        + body;
  }

  private static boolean isTaking(RawClient client) {
    try {
      client.send(".");
      return true;
    } catch (IOException reset) {
      return false;
    }
  }
}
