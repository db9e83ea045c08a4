package dev.rbacconsumer.launcher.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.admin.AllowedHosts;
import dev.rbacconsumer.launcher.admin.HttpRequest;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.RequestGuard;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.testkit.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may act. */
final class ActionGuardTest {
  private static final String TOKEN = "0123456789abcdef-token";
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final InetAddress ELSEWHERE = address();

  private final ManualClock clock = new ManualClock();
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writeToken() throws IOException {
    file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
  }

  @Test
  void theTokenIsWanted() {
    ActionGuard guard = withToken();

    assertThat(status(guard, post("Bearer " + TOKEN), ELSEWHERE)).isZero();
    assertThat(status(guard, post("bearer " + TOKEN), ELSEWHERE)).isZero();
    assertThat(status(guard, post(""), HERE)).isEqualTo(401);
    assertThat(status(guard, post("Bearer " + TOKEN + "x"), HERE)).isEqualTo(401);
    assertThat(status(guard, post("Bearer"), HERE)).isEqualTo(401);
    assertThat(status(guard, post("Basic " + TOKEN), HERE)).isEqualTo(401);
  }

  @Test
  void aNewTokenCountsAtOnce() throws IOException {
    ActionGuard guard = withToken();
    Files.writeString(file, "another-token-of-some-length");

    assertThat(status(guard, post("Bearer " + TOKEN), HERE)).isEqualTo(401);
    assertThat(status(guard, post("Bearer another-token-of-some-length"), HERE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "with a blank in the middle"})
  void noOneMayActWhileTheFileHasNoToken(String text) throws IOException {
    Files.writeString(file, text);

    assertThat(status(withToken(), post("Bearer " + text), HERE)).isEqualTo(503);
    Files.delete(file);
    assertThat(status(withToken(), post("Bearer "), HERE)).isEqualTo(503);
  }

  @Test
  void guessesAreSlowedDownAndTheRightTokenIsNot() {
    ActionGuard guard = withToken();
    for (int i = 0; i < 5; i++) {
      assertThat(status(guard, post("Bearer guess" + i), ELSEWHERE)).isEqualTo(401);
    }

    assertThat(status(guard, post("Bearer guess"), ELSEWHERE)).isEqualTo(429);
    assertThat(status(guard, post("Bearer " + TOKEN), ELSEWHERE)).isZero();
    clock.advance(Duration.ofSeconds(10));
    assertThat(status(guard, post("Bearer guess"), ELSEWHERE)).isEqualTo(401);
  }

  @Test
  void requestsAreLimited() {
    ActionGuard guard = withToken();
    for (int i = 0; i < 20; i++) {
      assertThat(status(guard, post("Bearer " + TOKEN), HERE)).isZero();
    }

    assertThat(status(guard, post("Bearer " + TOKEN), HERE)).isEqualTo(429);
    clock.advance(Duration.ofMillis(200));
    assertThat(status(guard, post("Bearer " + TOKEN), HERE)).isZero();
  }

  @Test
  void withoutATokenOnlyProgramsOnThisMachineMayAct() {
    ActionGuard guard = guard(Optional.empty());

    assertThat(status(guard, post(""), HERE)).isZero();
    assertThat(status(guard, post(""), ELSEWHERE)).isEqualTo(403);
    assertThat(status(guard, post("", "http://localhost:9465", "application/json"), HERE))
        .isEqualTo(403);
  }

  @Test
  void pagesOfOtherSitesMayNotActWithTheTokenEither() {
    ActionGuard guard = withToken();

    assertThat(
            status(guard, post("Bearer " + TOKEN, "http://evil.example", "application/json"), HERE))
        .isEqualTo(403);
    assertThat(
            status(
                guard, post("Bearer " + TOKEN, "http://localhost:9465", "application/json"), HERE))
        .isZero();
  }

  @Test
  void namesOfOthersAreNoNamesOfThisConsumer() {
    HttpRequest rebound =
        new HttpRequest(
            new Request("POST", "/actions", "", "", "{}"),
            "evil.example:9465",
            "",
            "",
            "Bearer " + TOKEN,
            "application/json");

    assertThat(status(withToken(), rebound, HERE)).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"})
  void formsCannotAct(String contentType) {
    assertThat(status(withToken(), post("Bearer " + TOKEN, "", contentType), HERE)).isEqualTo(415);
  }

  @Test
  void openPathsAreReadWithoutATokenAndOthersAreNot() {
    ActionGuard guard = withToken();

    assertThat(status(guard, get("/status"), ELSEWHERE)).isZero();
    assertThat(status(guard, get("/head"), HERE)).isEqualTo(401);
  }

  private ActionGuard withToken() {
    return guard(Optional.of(file));
  }

  private ActionGuard guard(Optional<Path> token) {
    return new ActionGuard(
        new RequestGuard(new AllowedHosts(List.of(), "pod")), token, Set.of("/status"), clock);
  }

  private static int status(ActionGuard guard, HttpRequest request, InetAddress from) {
    return guard.refusal(request, from).map(Response::status).orElse(0);
  }

  private static HttpRequest post(String authorization) {
    return post(authorization, "", "application/json; charset=utf-8");
  }

  private static HttpRequest post(String authorization, String origin, String contentType) {
    return new HttpRequest(
        new Request("POST", "/actions", "", "", "{}"),
        "localhost:9465",
        origin,
        "",
        authorization,
        contentType);
  }

  private static HttpRequest get(String path) {
    return new HttpRequest(new Request("GET", path, "", "", ""), "localhost:9465", "", "", "", "");
  }

  private static InetAddress address() {
    try {
      return InetAddress.getByAddress(new byte[] {10, 1, 2, 3});
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
