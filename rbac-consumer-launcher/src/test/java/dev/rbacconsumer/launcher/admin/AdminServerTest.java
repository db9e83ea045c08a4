package dev.rbacconsumer.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.launcher.logging.CapturedLog;
import dev.rbacconsumer.launcher.metrics.Scrape;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of a socket; {@link RoutesTest} has what is answered. */
final class AdminServerTest {
  private static final TestRoute ECHO =
      TestRoute.at("/echo")
          .taking("GET", "POST")
          .answering(
              it ->
                  Response.text(
                          200,
                          String.join(
                              "|", it.method(), it.path(), it.query(), it.accept(), it.body()))
                      .with("X-Made-By", "echo"));

  private static final RequestGuard GUARD =
      new RequestGuard(new AllowedHosts(List.of(), "machine"));

  private AdminServer server;

  @BeforeEach
  void start() throws IOException {
    server = AdminServer.open(0, GUARD, new Routes(List.of(ECHO)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRouteSeesWhatWasSent() {
    HttpResponse<String> answer =
        Scrape.request("POST", server.port(), "/echo?a=b%20c", "text/x", "the body");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("POST|/echo|a=b%20c|text/x|the body\n");
  }

  @Test
  void anAnswerIsNeverKeptOrGuessedAt() {
    HttpResponse<String> answer = Scrape.request("GET", server.port(), "/echo", "");

    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("X-Made-By")).contains("echo");
  }

  @Test
  void headSaysHowLongTheAnswerWouldBe() {
    HttpResponse<String> answer = Scrape.request("HEAD", server.port(), "/echo", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValueAsLong("Content-Length"))
        .hasValue("GET|/echo|||\n".length());
  }

  @Test
  void aBodyHasABound() {
    String most = "x".repeat(RequestReader.MAX_BODY_BYTES);

    HttpResponse<String> fits = Scrape.request("POST", server.port(), "/echo", "", most);
    HttpResponse<String> tooLong = Scrape.request("POST", server.port(), "/echo", "", most + "x");

    assertThat(fits.body()).endsWith(most + "\n");
    assertThat(tooLong.statusCode()).isEqualTo(413);
  }

  @Test
  void aRouteThatFailsIsAnErrorWithoutDetailAndTheServerGoesOn() throws IOException {
    TestRoute broken =
        TestRoute.at("/broken")
            .answering(
                it -> {
                  throw new IllegalStateException("the secret");
                });
    try (AdminServer other = AdminServer.open(0, GUARD, new Routes(List.of(ECHO, broken)));
        CapturedLog log = CapturedLog.of(Routes.class)) {
      HttpResponse<String> failed = Scrape.request("GET", other.port(), "/broken", "");

      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.body()).isEqualTo("See the log\n");
      assertThat(log.lines()).containsExactly("ERROR Could not answer GET /broken");
      assertThat(Scrape.request("GET", other.port(), "/echo", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRouteThatHangsKeepsNoOneOut() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    TestRoute hanging =
        TestRoute.at("/hang")
            .answering(
                it -> {
                  entered.countDown();
                  await(release);
                  return Response.text(200, "at last");
                });
    try (AdminServer other = AdminServer.open(0, GUARD, new Routes(List.of(ECHO, hanging)))) {
      Thread client = new Thread(() -> Scrape.request("GET", other.port(), "/hang", ""));
      client.start();
      entered.await();

      assertThat(Scrape.request("GET", other.port(), "/echo", "").statusCode()).isEqualTo(200);

      release.countDown();
      client.join();
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeAnyOfItIsRead() throws IOException {
    try (RawClient client = RawClient.to(server.port())) {
      client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n");

      assertThat(client.readAll())
          .startsWith("HTTP/1.1 413 ")
          .endsWith("\r\n\r\nWant a body of at most 16384 bytes\n");
    }
  }

  @Test
  void aHeadThatNeverEndsIsRefused() throws IOException {
    try (RawClient client = RawClient.to(server.port())) {
      client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(40_000));

      assertThat(client.readAll()).startsWith("HTTP/1.1 431 ");
    }
  }

  @Test
  void aRequestMayComeByteByByte() throws IOException {
    try (RawClient client = RawClient.to(server.port())) {
      String text = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody";
      for (int i = 0; i < text.length(); i++) {
        client.send(text.substring(i, i + 1));
      }

      assertThat(client.readAll())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .endsWith("POST|/echo|||body\n");
    }
  }

  @Test
  void aClientThatAsksForLeaveToSendItsBodyGetsIt() throws IOException {
    try (RawClient client = RawClient.to(server.port())) {
      String headers = "Host: localhost\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
      client.send("POST /echo HTTP/1.1\r\n").send(headers);
      assertThat(client.readLine()).isEqualTo("HTTP/1.1 100 Continue");

      client.send("body");

      assertThat(client.readAll()).contains("HTTP/1.1 200 OK").endsWith("POST|/echo|||body\n");
    }
  }

  @Test
  void aNameThatIsNotOursIsRefused() throws IOException {
    try (RawClient client = RawClient.to(server.port())) {
      client.send("GET /echo HTTP/1.1\r\nHost: attacker.example\r\n\r\n");

      assertThat(client.readAll())
          .startsWith("HTTP/1.1 421 Misdirected Request\r\n")
          .contains("RBAC_KAFKA_CONSUMER_ADMIN_ALLOWED_HOSTS");
    }
  }

  @Test
  void everyThreadOfTheServerIsADaemon() {
    Scrape.request("GET", server.port(), "/", "");

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().matches("admin-.*"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  @Test
  void noOneListensOnceItIsClosed() {
    server.close();

    assertThatThrownBy(() -> Scrape.request("GET", server.port(), "/", ""))
        .hasCauseInstanceOf(ConnectException.class);
  }

  @Test
  void portThatIsTakenIsOneLineThatSaysWhatToDo() {
    try (CapturedLog log = CapturedLog.of(AdminEndpoint.class);
        AdminEndpoint second = endpoint(Optional.of(server.port()))) {
      assertThat(second.start()).isFalse();

      assertThat(log.lines())
          .containsExactly(
              "ERROR Cannot serve metrics on port "
                  + server.port()
                  + ": Address already in use; choose another one with"
                  + " RBAC_KAFKA_CONSUMER_METRICS_PORT, or 0 for any that is free, or off");
    }
  }

  @Test
  void anyPortThatIsFreeIsReported() {
    try (CapturedLog log = CapturedLog.of(AdminEndpoint.class);
        AdminEndpoint any = endpoint(Optional.of(0))) {
      assertThat(any.start()).isTrue();

      assertThat(log.lines())
          .singleElement()
          .asString()
          .matches("INFO Metrics at http://localhost:[1-9]\\d*/measure")
          .satisfies(
              line ->
                  assertThat(Scrape.request("GET", Scrape.portIn(line), "/echo", "").statusCode())
                      .isEqualTo(200));
    }
  }

  @Test
  void withoutAPortNothingIsServedAndAllIsWell() {
    try (CapturedLog log = CapturedLog.of(AdminEndpoint.class);
        AdminEndpoint none = endpoint(Optional.empty())) {
      assertThat(none.start()).isTrue();
      assertThat(log.lines()).isEmpty();
    }
  }

  private static AdminEndpoint endpoint(Optional<Integer> port) {
    return new AdminEndpoint(port, "/measure", GUARD, List.of(ECHO));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closed) {
      throw new IllegalStateException(closed);
    }
  }
}
