package dev.rbacconsumer.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.launcher.logging.CapturedLog;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoutesTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final Routes routes =
      new Routes(
          List.of(
              TestRoute.at("/metrics"),
              TestRoute.at("/level").taking("GET", "PUT"),
              TestRoute.at("/told").taking("POST"),
              TestRoute.at("/inside").forLoopbackOnly()));

  @ParameterizedTest
  @CsvSource({
    "GET, /metrics, 200",
    "HEAD, /metrics, 200",
    "GET, /, 200",
    "GET, /metric, 404",
    "GET, /metrics/, 404",
    "GET, /metrics.txt, 404",
    "GET, '', 404",
    "POST, /metrics, 405",
    "PUT, /level, 200",
    "POST, /told, 200",
    "GET, /told, 405",
    "HEAD, /told, 405",
    "get, /metrics, 405",
    "POST, /, 405"
  })
  void pathAndMethodAreExact(String method, String path, int status) {
    assertThat(answer(method, path).status()).isEqualTo(status);
  }

  @Test
  void pathThatIsNotThereIsAnsweredWithThoseThatAre() {
    assertThat(answer("GET", "/nothing").text())
        .isEqualTo("Want one of /, /inside, /level, /metrics, /told\n");
  }

  @Test
  void methodThatMakesNoSenseIsAnsweredWithThoseThatDo() {
    Response refused = answer("DELETE", "/level");

    assertThat(refused.text()).isEqualTo("Want GET or HEAD or PUT\n");
    assertThat(refused.headers()).isEqualTo(Map.of("Allow", "GET, HEAD, PUT"));
  }

  @Test
  void headReachesARouteAsGet() {
    Routes telling =
        new Routes(List.of(TestRoute.at("/told").answering(it -> Response.text(200, it.method()))));

    assertThat(telling.answer(new Request("HEAD", "/told", "", "", ""), HERE).join().text())
        .isEqualTo("GET\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"})
  void whatIsForLoopbackAloneIsServedThere(String client) throws UnknownHostException {
    assertThat(inside(client).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "169.254.1.1", "fe80::1", "2001:db8::1", "0.0.0.0"})
  void whatIsForLoopbackAloneIsRefusedToOthersWithASentence(String client)
      throws UnknownHostException {
    Response refused = inside(client);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).startsWith("Only for clients on the machine of the consumer");
    assertThat(
            routes.answer(Request.get("/metrics"), InetAddress.getByName(client)).join().status())
        .isEqualTo(200);
  }

  @Test
  void anAnswerMayComeLater() {
    LaterRoute later = new LaterRoute("/later");
    CompletableFuture<Response> answer =
        new Routes(List.of(later)).answer(Request.get("/later"), HERE);
    assertThat(answer).isNotDone();

    later.answerAll(Response.text(200, "at last"));

    assertThat(answer.join().text()).isEqualTo("at last\n");
  }

  @Test
  void aLaterAnswerThatFailsIsAnErrorWithoutDetail() {
    LaterRoute later = new LaterRoute("/later");
    try (CapturedLog log = CapturedLog.of(Routes.class)) {
      CompletableFuture<Response> answer =
          new Routes(List.of(later)).answer(Request.get("/later"), HERE);

      later.failAll(new IllegalStateException("the secret"));

      assertThat(answer.join().status()).isEqualTo(500);
      assertThat(answer.join().text()).isEqualTo("See the log\n");
      assertThat(log.lines()).containsExactly("ERROR Could not answer GET /later");
    }
  }

  @Test
  void aRequestThatIsGivenUpIsCancelledAtItsRouteWithoutALine() {
    LaterRoute later = new LaterRoute("/later");
    try (CapturedLog log = CapturedLog.of(Routes.class)) {
      CompletableFuture<Response> answer =
          new Routes(List.of(later)).answer(Request.get("/later"), HERE);

      answer.cancel(false);

      assertThat(later.waiting()).isZero();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void pageAtTheRootLeadsToEverything() {
    Response page = answer("GET", "/");

    assertThat(page.contentType()).isEqualTo("text/html; charset=utf-8");
    assertThat(page.text())
        .contains("<a href=\"/metrics\">", "<a href=\"/level\">", "<a href=\"/inside\">");
  }

  @Test
  void anotherPageCanBeAtTheRoot() {
    Routes own = new Routes(List.of(TestRoute.at("/metrics"), TestRoute.at("/")));

    assertThat(own.answer(Request.get("/"), HERE).join().text()).isEqualTo("/\n");
  }

  @Test
  void twoThingsCannotBeAtOnePath() {
    assertThatThrownBy(() -> new Routes(List.of(TestRoute.at("/a"), TestRoute.at("/a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("want one thing at /a, got two");
  }

  @Test
  void aPathBeginsWithASlash() {
    assertThatThrownBy(() -> new Routes(List.of(TestRoute.at("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("want a path that begins with a slash, got a");
  }

  private Response inside(String client) throws UnknownHostException {
    return routes.answer(Request.get("/inside"), InetAddress.getByName(client)).join();
  }

  private Response answer(String method, String path) {
    return routes.answer(new Request(method, path, "", "", ""), HERE).join();
  }
}
