package dev.rbacconsumer.launcher.status.client;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.status.StatusFixtures;
import dev.rbacconsumer.launcher.status.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusClientTest {
  private static final Duration LONG = ofSeconds(30);

  @ParameterizedTest
  @CsvSource({
    "'', /status",
    "/, /status",
    "/status, /status",
    "/pods/one/status, /pods/one/status"
  })
  void asksForTheStatusUnlessAPathIsNamed(String path, String asked) throws IOException {
    try (TestServer server = TestServer.telling(StatusFixtures.running())) {
      StatusAnswer answer = ask(server.url() + path);

      assertThat(answer).isInstanceOf(StatusAnswer.Told.class);
      assertThat(server.asked()).containsExactly(asked);
    }
  }

  @Test
  void findsAConsumerOnThisMachineByItsPort() throws IOException {
    try (TestServer server = TestServer.telling(StatusFixtures.blocked())) {
      StatusAnswer answer = StatusClient.local(server.port(), LONG).ask();

      assertThat(answer)
          .isInstanceOfSatisfying(
              StatusAnswer.Told.class,
              told -> {
                assertThat(told.text()).isEqualTo(StatusFixtures.blocked());
                assertThat(told.needsAttention()).isTrue();
              });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost:9464", "ftp://localhost/", "http://", "http:// x", "/status"})
  void anAddressThatIsNoneIsNotAsked(String url) {
    assertThat(StatusClient.at(url, LONG)).isEmpty();
  }

  @Test
  void aPortWhereNoOneListensIsNamedWithWhatToDo() throws IOException {
    int port = freePort();

    assertThat(problem("http://localhost:" + port))
        .startsWith("nothing answers at http://localhost:" + port + "/status (Connection refused).")
        .contains("Is this the machine or the pod of a consumer that runs?", "--url");
  }

  @Test
  void aHostThatIsNotKnownIsNamed() {
    assertThat(problem("http://no-such-host.invalid:9464")).contains("(the host is not known)");
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StatusAnswer answer =
          StatusClient.at("http://localhost:" + silent.getLocalPort(), ofMillis(50))
              .orElseThrow()
              .ask();

      assertThat(answer)
          .isInstanceOfSatisfying(
              StatusAnswer.NotTold.class,
              it -> assertThat(it.problem()).contains("(no answer within 50 ms)"));
    }
  }

  @Test
  void aConsumerThatAnswersOnlyItsOwnMachineIsToBeAskedThere() throws IOException {
    try (TestServer server = TestServer.answering(request -> Response.text(403, "no"))) {
      assertThat(problem(server.url()))
          .contains("tells its status only to its own machine or pod", "kubectl exec");
    }
  }

  @Test
  void whatIsNoConsumerIsSaidToBeNone() throws IOException {
    try (TestServer server = TestServer.answering(request -> Response.text(404, "no"))) {
      assertThat(problem(server.url())).contains("answers with 404: that is no consumer");
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    try (TestServer server =
        TestServer.answering(
            request -> Response.text(302, "there").with("Location", "http://localhost:1/"))) {
      assertThat(problem(server.url())).contains("answers with 302");
      assertThat(server.asked()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"version\":", "\"text\""})
  void whatIsNoStatusIsSaidToBeNone(String told) throws IOException {
    try (TestServer server = TestServer.telling(told + " ")) {
      assertThat(problem(server.url())).endsWith("is no status; --url gives another address");
    }
  }

  private static StatusAnswer ask(String url) {
    return StatusClient.at(url, LONG).orElseThrow().ask();
  }

  private static String problem(String url) {
    return ((StatusAnswer.NotTold) ask(url)).problem();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
