package dev.rbacconsumer.launcher.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.actions.ActionGuard;
import dev.rbacconsumer.testkit.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests to act with random damage, from the first byte to the decision whether they may. */
class RequestFuzzTest {
  private static final int REQUESTS = 20_000;
  private static final String TOKEN = "0123456789abcdef-token";
  private static final String PARTS = "\r\n \t:;,%/\\?#\0\u00e9=Aa0";

  private final ManualClock clock = new ManualClock();
  private final Random random = new Random(20261130);
  private int passed;

  @TempDir private Path directory;

  @Test
  void anyBytesAreIncompleteOrRefusedOrOneRequestHoweverTheyArrive() {
    for (int i = 0; i < REQUESTS; i++) {
      String sent = damaged(valid("Bearer " + TOKEN), 1 + random.nextInt(5));

      String whole = outcome(List.of(sent));

      assertThat(whole).as(sent).matches("incomplete|refused (400|411|413|431|505)|request .*");
      assertThat(outcome(pieces(sent))).as(sent).isEqualTo(whole);
    }
  }

  @Test
  void noDamageLetsARequestThroughThatDoesNotHaveTheToken() throws Exception {
    ActionGuard guard = guard();
    for (int i = 0; i < REQUESTS; i++) {
      clock.advance(Duration.ofMinutes(1));
      String sent = damaged(valid("Bearer 0123456789abcdef-taken"), 1 + random.nextInt(5));

      assertThat(isLetThrough(guard, sent)).as(sent).isFalse();
    }
  }

  @Test
  void whatIsLetThroughHasTheTokenAndComesFromNoOtherSite() throws Exception {
    ActionGuard guard = guard();
    for (int i = 0; i < REQUESTS; i++) {
      clock.advance(Duration.ofMinutes(1));
      String sent = damaged(valid("Bearer " + TOKEN), random.nextInt(4));

      if (isLetThrough(guard, sent)) {
        HttpRequest request = request(sent).orElseThrow();
        assertThat(request.authorization()).as(sent).matches("(?i:bearer) +" + TOKEN);
        if (!request.origin().isEmpty()) {
          assertThat("http://" + request.host()).as(sent).isEqualToIgnoringCase(request.origin());
        }
        passed++;
      }
    }
    assertThat(passed).isBetween(REQUESTS / 10, REQUESTS * 9 / 10);
  }

  private ActionGuard guard() throws IOException {
    return new ActionGuard(
        new RequestGuard(new AllowedHosts(List.of(), "pod")),
        Optional.of(Files.writeString(directory.resolve("token"), TOKEN)),
        Set.of("/status"),
        clock);
  }

  private static String valid(String authorization) {
    return """
        POST /actions HTTP/1.1
        Host: localhost:9465
        Origin: http://localhost:9465
        Content-Type: application/json
        Authorization: %s
        Content-Length: 22

        {"action":"retry-now"}"""
        .formatted(authorization)
        .replace("\n", "\r\n");
  }

  private String damaged(String text, int changes) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = 0; i < changes && damaged.length() > 1; i++) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(5)) {
        case 0 -> damaged.setCharAt(at, PARTS.charAt(random.nextInt(PARTS.length())));
        case 1 -> damaged.deleteCharAt(at);
        case 2 -> damaged.insert(at, PARTS.charAt(random.nextInt(PARTS.length())));
        case 3 -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 40)));
        default -> damaged.setLength(Math.max(1, at));
      }
    }
    return damaged.toString();
  }

  private List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(60));
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }

  private static String outcome(List<String> pieces) {
    RequestReader reader = new RequestReader();
    try {
      for (String piece : pieces) {
        Optional<HttpRequest> request = reader.take(bytes(piece));
        if (request.isPresent()) {
          HttpRequest found = request.get();
          String text = found.request() + found.host() + found.origin() + found.authorization();
          return "request " + text.replaceAll("\\s", " ");
        }
      }
      return "incomplete";
    } catch (HttpHead.RefusedException refused) {
      return "refused " + refused.response().status();
    }
  }

  private static boolean isLetThrough(ActionGuard guard, String sent) {
    return request(sent)
        .filter(it -> guard.refusal(it, InetAddress.getLoopbackAddress()).isEmpty())
        .filter(it -> it.request().path().equals("/actions"))
        .isPresent();
  }

  private static Optional<HttpRequest> request(String sent) {
    try {
      return new RequestReader().take(bytes(sent));
    } catch (HttpHead.RefusedException refused) {
      return Optional.empty();
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }
}
