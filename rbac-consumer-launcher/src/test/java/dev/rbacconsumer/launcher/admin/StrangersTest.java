package dev.rbacconsumer.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.metrics.Scrape;
import dev.rbacconsumer.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that hold connections and send or take nothing. Where the limits are hours, a probe that
 * is answered was not answered because time passed.
 */
@Timeout(180)
final class StrangersTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final ConnectionLimits PATIENT = new ConnectionLimits(64, NEVER, NEVER, NEVER);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final String UNFINISHED_HEAD = "GET /metrics HTTP/1.1\r\nHost:";
  private static final String UNFINISHED_BODY =
      "POST /level HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n...";

  /** More than the buffers of both ends take. */
  private static final Response LARGE = Response.text(200, "x".repeat(16 * 1024 * 1024));

  private static final TestRoute PROBE = TestRoute.at("/livez").forProbes();
  private static final TestRoute LEVEL = TestRoute.at("/level").taking("POST");
  private static final TestRoute METRICS = TestRoute.at("/metrics").answering(it -> LARGE);

  private final List<RawClient> strangers = new ArrayList<>();

  @AfterEach
  void leave() throws IOException {
    for (RawClient stranger : strangers) {
      stranger.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 200})
  void probesAreAnsweredBesideRequestsThatAreNeverFinished(int count) throws IOException {
    try (AdminServer server = open(PATIENT, PROBE, LEVEL, METRICS)) {
      for (int i = 0; i < count; i++) {
        stranger(server).send(i % 2 == 0 ? UNFINISHED_HEAD : UNFINISHED_BODY);
        if (i % 10 == 0) {
          assertThat(probe(server)).isEqualTo(200);
        }
      }

      assertThat(probe(server)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 200})
  void probesAreAnsweredBesideConnectionsThatSendNothing(int count) throws IOException {
    try (AdminServer server = open(PATIENT, PROBE)) {
      for (int i = 0; i < count; i++) {
        stranger(server);
      }

      assertThat(probe(server)).isEqualTo(200);
    }
  }

  @Test
  void probesAreAnsweredBesideClientsThatNeverTakeTheirAnswer() throws IOException {
    try (AdminServer server = open(PATIENT, PROBE, METRICS)) {
      for (int i = 0; i < 100; i++) {
        stranger(server).send("GET /metrics HTTP/1.1\r\nHost: me\r\n\r\n");
        assertThat(probe(server)).isEqualTo(200);
      }
    }
  }

  @Test
  void probesAreAnsweredWhileEveryOtherRequestHangs() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    TestRoute hanging =
        METRICS.answering(
            it -> {
              await(release);
              return Response.text(200, "at last");
            });
    try (AdminServer server = open(PATIENT, PROBE, hanging)) {
      for (int i = 0; i < 100; i++) {
        stranger(server).send("GET /metrics HTTP/1.1\r\nHost: me\r\n\r\n");
      }

      assertThat(probe(server)).isEqualTo(200);
      release.countDown();
      assertThat(strangers.get(0).readAll()).endsWith("at last\n");
    }
  }

  @Test
  void oneRequestTooManyGetsARefusal() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    TestRoute hanging =
        METRICS.answering(
            it -> {
              await(release);
              return Response.text(200, "at last");
            });
    try (AdminServer server = open(PATIENT, hanging)) {
      List<String> answers = new CopyOnWriteArrayList<>();
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < AdminServer.MOST_REQUESTS + 1; i++) {
        RawClient client = stranger(server).send("GET /metrics HTTP/1.1\r\nHost: me\r\n\r\n");
        readers.add(new Thread(() -> answers.add(readAll(client))));
      }
      readers.forEach(Thread::start);

      Eventually.get(answers::size, it -> it > 0, LONG);
      assertThat(answers).singleElement().asString().startsWith("HTTP/1.1 503 ");
      release.countDown();
      for (Thread reader : readers) {
        reader.join();
      }
      assertThat(answers.subList(1, answers.size())).allMatch(it -> it.endsWith("at last\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", UNFINISHED_HEAD, UNFINISHED_BODY})
  void aClientThatDoesNotFinishItsRequestIsCutOff(String sent) throws IOException {
    try (AdminServer server = open(new ConnectionLimits(64, SOON, NEVER, NEVER), PROBE, LEVEL)) {
      assertThat(stranger(server).send(sent).readAll()).isEmpty();
    }
  }

  @Test
  void aClientThatDoesNotTakeItsAnswerIsCutOff() throws IOException {
    try (AdminServer server = open(new ConnectionLimits(64, NEVER, SOON, NEVER), METRICS)) {
      RawClient slow = stranger(server).send("GET /metrics HTTP/1.1\r\nHost: me\r\n\r\n");

      // What is sent is not read any more, and refused once the server has let go.
      Eventually.get(() -> isTaking(slow), it -> !it, LONG);
    }
  }

  @Test
  void aConnectionEndsAfterItsAnswerEvenIfTheClientStays() throws IOException {
    try (AdminServer server = open(new ConnectionLimits(64, NEVER, NEVER, SOON), PROBE)) {
      RawClient client = stranger(server).send("GET /livez HTTP/1.1\r\nHost: me\r\n\r\n");

      assertThat(client.readAll()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n/livez\n");
    }
  }

  private static AdminServer open(ConnectionLimits limits, TestRoute... routes) throws IOException {
    RequestGuard guard = new RequestGuard(new AllowedHosts(List.of(), "me"));
    return AdminServer.open(0, guard, new Routes(List.of(routes)), limits);
  }

  private RawClient stranger(AdminServer server) throws IOException {
    RawClient stranger = RawClient.to(server.port());
    strangers.add(stranger);
    return stranger;
  }

  private static int probe(AdminServer server) {
    return Scrape.request("GET", server.port(), "/livez", "").statusCode();
  }

  private static String readAll(RawClient client) {
    try {
      return client.readAll();
    } catch (IOException failed) {
      return failed.toString();
    }
  }

  private static boolean isTaking(RawClient client) {
    try {
      client.send(".");
      return true;
    } catch (IOException reset) {
      return false;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closed) {
      throw new IllegalStateException(closed);
    }
  }
}
