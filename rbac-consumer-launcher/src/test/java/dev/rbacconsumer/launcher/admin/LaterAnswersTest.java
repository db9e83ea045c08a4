package dev.rbacconsumer.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.metrics.Scrape;
import dev.rbacconsumer.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests whose answer comes later: none of them holds a thread or another client's place. */
@Timeout(180)
final class LaterAnswersTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final ConnectionLimits PATIENT =
      new ConnectionLimits(64, NEVER, NEVER, NEVER).withWaiting(NEVER, 128);
  private static final Response AT_LAST = Response.text(200, "at last");
  private static final TestRoute PROBE = TestRoute.at("/livez").forProbes();
  private static final TestRoute STATUS = TestRoute.at("/status");

  private final LaterRoute later = new LaterRoute("/later");
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void leave() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  @Test
  void probesAndOtherRequestsAreAnsweredWhileAHundredClientsWait() throws Exception {
    try (AdminServer server = open(PATIENT)) {
      for (int i = 0; i < 100; i++) {
        waitingClient(server, "GET");
        if (i % 10 == 9) {
          // More at once would be too many for the threads.
          int soFar = i + 1;
          Eventually.get(later::requests, it -> it == soFar, LONG);
          assertThat(statusOf(server, "/livez")).isEqualTo(200);
        }
      }

      assertThat(statusOf(server, "/livez")).isEqualTo(200);
      assertThat(statusOf(server, "/status")).isEqualTo(200);

      later.answerAll(AT_LAST);
      for (RawClient client : clients) {
        assertThat(client.readAll()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("at last\n");
      }
    }
  }

  @Test
  void aProbeIsAnsweredWhileManyAnswersGoOutAtOnceAndNoClientCloses() throws Exception {
    try (AdminServer server = open(PATIENT)) {
      for (int i = 0; i < 100; i++) {
        waitingClient(server, "GET");
        int soFar = i + 1;
        Eventually.get(later::requests, it -> it == soFar, LONG);
      }

      later.answerAll(AT_LAST);

      for (int i = 0; i < 5; i++) {
        assertThat(statusOf(server, "/livez")).isEqualTo(200);
      }
    }
  }

  @Test
  void slowClientsTakeNoPlaceOfOnesThatWait() throws Exception {
    try (AdminServer server = open(PATIENT)) {
      RawClient first = waitingClient(server, "GET");
      Eventually.get(later::requests, it -> it == 1, LONG);
      for (int i = 0; i < 200; i++) {
        client(server).send("GET /status HTTP/1.1\r\nHost:");
      }
      assertThat(statusOf(server, "/livez")).isEqualTo(200);

      later.answerAll(AT_LAST);

      assertThat(first.readAll()).endsWith("at last\n");
    }
  }

  @Test
  void aWaitIsCutOffByNoneOfTheShorterLimitsOfAConnection() throws Exception {
    ConnectionLimits impatient =
        new ConnectionLimits(64, SOON, NEVER, NEVER).withWaiting(NEVER, 128);
    try (AdminServer server = open(impatient)) {
      RawClient client = waitingClient(server, "GET");
      Eventually.get(later::requests, it -> it == 1, LONG);
      // One that does not finish its request is closed after the client that waits would have been.
      assertThat(client(server).send("GET /status HTTP/1.1\r\nHost:").readAll()).isEmpty();

      later.answerAll(AT_LAST);

      assertThat(client.readAll()).endsWith("at last\n");
    }
  }

  @Test
  void oneThatWaitsTooManyGetsARefusalAndAnAnswerMakesRoom() throws Exception {
    try (AdminServer server = open(PATIENT.withWaiting(NEVER, 2))) {
      waitingClient(server, "GET");
      waitingClient(server, "GET");
      Eventually.get(later::requests, it -> it == 2, LONG);

      assertThat(waitingClient(server, "GET").readAll())
          .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
          .endsWith("Too many requests at once\n");
      assertThat(later.waiting()).isEqualTo(2);

      later.answerAll(AT_LAST);
      assertThat(clients.get(0).readAll()).endsWith("at last\n");
      RawClient next = waitingClient(server, "GET");
      Eventually.get(later::waiting, it -> it == 1, LONG);
      later.answerAll(AT_LAST);
      assertThat(next.readAll()).endsWith("at last\n");
    }
  }

  @Test
  void aClientThatLeavesIsNoticedAndItsPlaceIsFree() throws Exception {
    try (AdminServer server = open(PATIENT.withWaiting(NEVER, 1))) {
      RawClient leaving = waitingClient(server, "GET");
      Eventually.get(later::waiting, it -> it == 1, LONG);

      leaving.close();

      Eventually.get(later::waiting, it -> it == 0, LONG);
      RawClient next = waitingClient(server, "GET");
      Eventually.get(later::waiting, it -> it == 1, LONG);
      later.answerAll(AT_LAST);
      assertThat(next.readAll()).endsWith("at last\n");
    }
  }

  @Test
  void aClientThatSendsMoreThanItsRequestStillGetsItsAnswer() throws Exception {
    try (AdminServer server = open(PATIENT)) {
      RawClient client = waitingClient(server, "GET");
      Eventually.get(later::waiting, it -> it == 1, LONG);
      client.send("GET /status HTTP/1.1\r\nHost: me\r\n\r\n");
      assertThat(statusOf(server, "/livez")).isEqualTo(200);

      later.answerAll(AT_LAST);

      assertThat(client.readLine()).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void aRouteThatNeverAnswersLosesTheConnection() throws Exception {
    try (AdminServer server = open(PATIENT.withWaiting(SOON, 1))) {
      assertThat(waitingClient(server, "GET").readAll()).isEmpty();

      Eventually.get(later::waiting, it -> it == 0, LONG);
      assertThat(statusOf(server, "/livez")).isEqualTo(200);
    }
  }

  @Test
  void headWaitsAsGetDoesAndHasNoBody() throws Exception {
    try (AdminServer server = open(PATIENT)) {
      RawClient client = waitingClient(server, "HEAD");
      Eventually.get(later::waiting, it -> it == 1, LONG);

      later.answerAll(AT_LAST);

      assertThat(client.readAll())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("Content-Length: 8\r\n")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void theEndOfTheServerEndsEveryWait() throws Exception {
    RawClient client;
    try (AdminServer server = open(PATIENT)) {
      client = waitingClient(server, "GET");
      Eventually.get(later::waiting, it -> it == 1, LONG);
    }

    assertThat(client.readAll()).isEmpty();
    Eventually.get(later::waiting, it -> it == 0, LONG);
  }

  private AdminServer open(ConnectionLimits limits) throws IOException {
    RequestGuard guard = new RequestGuard(new AllowedHosts(List.of(), "me"));
    return AdminServer.open(0, guard, new Routes(List.of(PROBE, STATUS, later)), limits);
  }

  private RawClient waitingClient(AdminServer server, String method) throws IOException {
    return client(server).send(method + " /later HTTP/1.1\r\nHost: me\r\n\r\n");
  }

  private RawClient client(AdminServer server) throws IOException {
    RawClient client = RawClient.to(server.port());
    clients.add(client);
    return client;
  }

  private static int statusOf(AdminServer server, String path) {
    return Scrape.request("GET", server.port(), path, "").statusCode();
  }
}
